using Roundtable.Deliberation.Plans;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>Sessions that were opened on the record and neither closed nor deleted, as leaf after leaf tells it.</summary>
public sealed class UnclosedSessions
{
    private readonly Dictionary<string, Digest> _plans = new(StringComparer.Ordinal);

    /// <summary>The leaf to read next.</summary>
    public long Next { get; private set; }

    /// <summary>Reads what the log has gained.</summary>
    public async Task CatchUpAsync(RecordLog log, CancellationToken cancellation)
    {
        await foreach (var logged in log.ReadAsync(Next, cancellation))
        {
            if (logged.Leaf is { Session: { } opened, Kind: LeafKind.SessionOpened, Document: { } plan })
            {
                _plans[opened] = plan;
            }
            else if (logged.Leaf is { Session: { } closed, Kind: LeafKind.SessionClosed or LeafKind.Deletion })
            {
                _plans.Remove(closed);
            }

            Next = logged.Index + 1;
        }
    }

    /// <summary>Their plans, the oldest first; plans whose content was erased are left out.</summary>
    public async Task<IReadOnlyList<SessionPlan>> PlansAsync(RecordLog log, CancellationToken cancellation)
    {
        List<SessionPlan> plans = [];
        foreach (var (_, digest) in _plans.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (await log.ContentAsync(digest, cancellation) is { } document)
            {
                plans.Add(PlanJson.Read(document));
            }
        }

        return plans;
    }
}
