using System.CommandLine;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Recording;
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
        Verb.Create("resume", "Continue an interrupted session; only missing answers are asked for.", [_id, AskOptions.Quiet], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var id = invocation.Parse.GetValue(_id)!;
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        var plan = await InterruptedSessions.GetAsync(log, id, cancellation);
        var lineup = await Seating.ResumeAsync(invocation.Workspace, plan, cancellation);
        var journal = await CallJournal.LoadAsync(log, plan.Id, cancellation);
        return await SessionRun.RunAsync(invocation, log, plan, lineup, journal, cancellation);
    }
}
