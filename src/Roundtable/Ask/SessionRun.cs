using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Ask;

/// <summary>Runs a planned session to its end: shows it, records it, saves it. <c>ask</c> and <c>sessions resume</c> share it.</summary>
internal static class SessionRun
{
    /// <summary>Runs <paramref name="plan"/> and returns the exit code.</summary>
    public static async Task<int> RunAsync(
        Invocation invocation, RecordLog log, SessionPlan plan, Lineup lineup, CallJournal? journal, CancellationToken cancellation)
    {
        using var watcher = Watcher(invocation, plan);
        var runner = new SessionRunner(invocation.Workspace) { Measure = c => SharedVotes.MeasureAsync(invocation.Workspace, c) };
        var opened = journal is not null;
        Session? session = null;
        try
        {
            await foreach (var e in runner.RunAsync(log, plan, lineup.Seats, lineup.Moderator, journal, watcher.FollowsAnswers, cancellation))
            {
                watcher.Show(e);
                opened |= e is SessionEvent.Opened;
                session = (e as SessionEvent.Finished)?.Session ?? session;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && session is null)
        {
            await invocation.Error.WriteLineAsync(opened
                ? $"Stopped. Every answer so far is kept: 'roundtable sessions resume {plan.Id}' goes on."
                : "Stopped before anything was asked: there is nothing to resume.");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was finished and saved before.
        }

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionJson.Write(session!)));
        }

        return session!.Verdict.Final.Label == TallyLabel.NoVerdict ? ExitCode.NoVerdict : ExitCode.Ok;
    }

    private static SessionWatcher Watcher(Invocation invocation, SessionPlan plan) =>
        !invocation.Json ? new LiveTranscript(plan, invocation)
        : invocation.Parse.GetValue(AskOptions.Quiet) ? new SessionWatcher()
        : new ProgressWatcher(plan, invocation);
}
