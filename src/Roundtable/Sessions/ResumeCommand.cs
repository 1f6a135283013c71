using System.CommandLine;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>roundtable sessions resume</c>: continues an interrupted session with only the missing calls.</summary>
internal static class ResumeCommand
{
    private static readonly Argument<string> _id = new("id")
    {
        Description = "The session's id, the beginning of it, or 'last'.",
        DefaultValueFactory = _ => SessionStore.Last,
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("resume", "Continue an interrupted session; only missing answers are asked for.", [_id], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var id = invocation.Parse.GetValue(_id)!;
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        var plan = Pick(await InterruptedSessions.FindAsync(log, cancellation), id);
        var lineup = await Seating.ResumeAsync(invocation.Workspace, plan, cancellation);
        var journal = await CallJournal.LoadAsync(log, plan.Id, cancellation);
        return await SessionRun.RunAsync(invocation, log, plan, lineup, journal, cancellation);
    }

    private static SessionPlan Pick(IReadOnlyList<SessionPlan> plans, string id)
    {
        if (string.Equals(id, SessionStore.Last, StringComparison.Ordinal))
        {
            return plans.Count > 0 ? plans[^1] : throw new WorkspaceException(ErrorKind.NotFound, "No session was interrupted: there is nothing to resume.");
        }

        var found = plans.Where(p => p.Id.StartsWith(id, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new WorkspaceException(
                ErrorKind.NotFound,
                plans.Count == 0
                    ? $"There is no interrupted session {id}; no session was interrupted at all."
                    : $"There is no interrupted session {id}. Interrupted: {string.Join(", ", plans.Select(p => p.Id))}."),
            _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"{id} begins the ids of several interrupted sessions: {string.Join(", ", found.Select(p => p.Id))}."),
        };
    }
}
