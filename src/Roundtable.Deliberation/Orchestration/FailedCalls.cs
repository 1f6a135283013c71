using System.Text;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Records the calls of a seat that failed, so that a resumed session does not make them again.</summary>
internal sealed class FailedCalls(SeatedModel seated, RecordLog log, string session, TimeProvider time)
{
    /// <summary>Records one.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="reason">What happened, one sentence.</param>
    /// <param name="how">Whether it passes, and whether its answer was on its way.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RecordAsync(string call, string reason, CallFault how, CancellationToken cancellation)
    {
        var (text, fault) = (Encoding.UTF8.GetBytes(reason), how.Write());
        var leaf = new Leaf
        {
            Kind = LeafKind.CallFailed,
            Time = time.GetUtcNow(),
            Session = session,
            Call = call,
            Producer = new Producer(seated.Connection, seated.Seat.Model.Name, null, seated.Route),
            Terms = seated.Terms,
            Document = Digest.Of(fault),
            Reason = Digest.Of(text),
            Simulated = seated.Seat.Model.Simulated,
        };
        await log.AppendAsync(leaf, [text, fault], cancellation);
    }
}
