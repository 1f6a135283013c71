using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Fusion;
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
        SessionDocument? session = null;
        try
        {
            await foreach (var e in runner.RunAsync(log, plan, lineup.Seats, lineup.Moderator, journal, watcher.FollowsAnswers, cancellation))
            {
                watcher.Show(e);
                opened |= e is SessionEvent.Opened;
                session = SessionCompletion.Of(e) ?? session;
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
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionDocumentJson.Write(session!)));
        }

        return session is Session { Verdict.Final.Label: TallyLabel.NoVerdict } or FusedSession { Fused.Kind: FusedKind.None }
            ? ExitCode.NoVerdict
            : ExitCode.Ok;
    }

    private static SessionWatcher Watcher(Invocation invocation, SessionPlan plan) =>
        !invocation.Json ? plan.Settings.Fusion is null ? new LiveTranscript(plan, invocation) : new AnswerTranscript(plan, invocation)
        : invocation.Parse.GetValue(AskOptions.Quiet) ? new SessionWatcher()
        : new ProgressWatcher(plan, invocation);
}
