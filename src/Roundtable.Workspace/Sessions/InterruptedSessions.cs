using Roundtable.Deliberation.Plans;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>Sessions that were opened on the record and never closed.</summary>
public static class InterruptedSessions
{
    /// <summary>Their plans, the oldest first; plans whose content was erased are left out.</summary>
    public static async Task<IReadOnlyList<SessionPlan>> FindAsync(RecordLog log, CancellationToken cancellation)
    {
        var unclosed = new UnclosedSessions();
        await unclosed.CatchUpAsync(log, cancellation);
        return await unclosed.PlansAsync(log, cancellation);
    }
}
