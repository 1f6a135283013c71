using System.Text;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Records the calls of a seat that failed, so that a resumed session does not make them again.</summary>
/// <param name="seated">The seat.</param>
/// <param name="log">Where they are recorded.</param>
/// <param name="session">Id of the session or run.</param>
/// <param name="time">The clock.</param>
public sealed class FailedCalls(SeatedModel seated, RecordLog log, string session, TimeProvider time)
{
    /// <summary>Records one.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="reason">What happened, one sentence.</param>
    /// <param name="passes">Whether the fault passes.</param>
    /// <param name="lost">Whether the answer was on its way when nobody waited for it any more: what it cost is unknown.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RecordAsync(string call, string reason, bool passes, bool lost, CancellationToken cancellation) =>
        RecordAsync(call, reason, new CallFault(passes, lost), cancellation);

    /// <summary>Records one.</summary>
    internal async Task RecordAsync(string call, string reason, CallFault how, CancellationToken cancellation)
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
