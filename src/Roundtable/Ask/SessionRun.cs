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
        using var transcript = invocation.Json ? null : new LiveTranscript(plan, invocation);
        Session? session = null;
        try
        {
            await foreach (
                var e in new SessionRunner(invocation.Workspace) { Measure = c => SharedVotes.MeasureAsync(invocation.Workspace, c) }
                    .RunAsync(log, plan, lineup.Seats, lineup.Moderator, journal, streamAnswers: transcript is not null && WaitingLine.IsWatched, cancellation))
            {
                transcript?.Show(e);
                session = (e as SessionEvent.Finished)?.Session ?? session;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await invocation.Error.WriteLineAsync($"Stopped. Every answer so far is kept: 'roundtable sessions resume {plan.Id}' goes on.");
            return ExitCode.Interrupted;
        }

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionJson.Write(session!)));
        }

        return session!.Verdict.Final.Label == TallyLabel.NoVerdict ? ExitCode.NoVerdict : ExitCode.Ok;
    }
}
