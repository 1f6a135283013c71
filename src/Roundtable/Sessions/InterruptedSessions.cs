using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Sessions;

/// <summary>Sessions that were opened on the record and never closed.</summary>
internal static class InterruptedSessions
{
    /// <summary>Their plans, the oldest first; plans whose content was erased are left out.</summary>
    public static async Task<IReadOnlyList<SessionPlan>> FindAsync(RecordLog log, CancellationToken cancellation)
    {
        Dictionary<string, Digest> open = new(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(0, cancellation).ConfigureAwait(false))
        {
            if (logged.Leaf is { Session: { } session, Kind: LeafKind.SessionOpened, Document: { } plan })
            {
                open[session] = plan;
            }
            else if (logged.Leaf is { Session: { } closed, Kind: LeafKind.SessionClosed })
            {
                open.Remove(closed);
            }
        }

        List<SessionPlan> plans = [];
        foreach (var digest in open.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Value))
        {
            if (await log.ContentAsync(digest, cancellation).ConfigureAwait(false) is { } document)
            {
                plans.Add(PlanJson.Read(document));
            }
        }

        return plans;
    }
}
