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

    /// <summary>The plan that a text names.</summary>
    /// <param name="log">The log.</param>
    /// <param name="id">An id, the beginning of one, or <see cref="SessionStore.Last"/>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is none, or more than one.</exception>
    public static async Task<SessionPlan> GetAsync(RecordLog log, string id, CancellationToken cancellation)
    {
        var plans = await FindAsync(log, cancellation);
        if (string.Equals(id, SessionStore.Last, StringComparison.Ordinal))
        {
            return plans.Count > 0
                ? plans[^1]
                : throw new WorkspaceException(ErrorKind.NotFound, "No session was interrupted: there is nothing to resume.");
        }

        List<SessionPlan> found = [.. plans.Where(p => p.Id.StartsWith(id, StringComparison.Ordinal))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new WorkspaceException(
                ErrorKind.NotFound,
                plans.Count == 0
                    ? $"There is no interrupted session {id}; no session was interrupted at all."
                    : $"There is no interrupted session {id}. Interrupted: {string.Join(", ", plans.Select(p => p.Id))}."),
            _ => throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{id} begins the ids of several interrupted sessions: {string.Join(", ", found.Select(p => p.Id))}."),
        };
    }
}
