using Roundtable.CommandLine;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Storage;
using Roundtable.Sessions;

namespace Roundtable.Ask;

/// <summary>Runs a planned session to its end: shows it, records it, saves it. <c>ask</c> and <c>sessions resume</c> share it.</summary>
internal static class SessionRun
{
    /// <summary>Runs <paramref name="plan"/> and returns the exit code.</summary>
    public static async Task<int> RunAsync(
        Invocation invocation,
        SessionPlan plan,
        IReadOnlyList<SeatedModel> panel,
        SeatedModel? moderator,
        Func<RecordLog, Task<CallJournal>>? journal,
        CancellationToken cancellation)
    {
        await using var log = await RecordLog.OpenAsync(invocation.DataDirectory, invocation.Time, cancellation).ConfigureAwait(false);
        var transcript = new LiveTranscript(plan, invocation.Json ? TextWriter.Null : invocation.Out);
        var earlier = journal is null ? null : await journal(log).ConfigureAwait(false);
        Session? session = null;
        try
        {
            await foreach (var e in new Deliberator(log, invocation.Time).RunAsync(plan, panel, moderator, earlier, cancellation).ConfigureAwait(false))
            {
                transcript.Show(e);
                session = (e as SessionEvent.Finished)?.Session ?? session;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await invocation.Error.WriteLineAsync($"Stopped. Every answer so far is kept: 'roundtable sessions resume {plan.Id}' goes on.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }

        await new SessionStore(invocation.DataDirectory, invocation.Time).SaveAsync(log, session!, CancellationToken.None).ConfigureAwait(false);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(System.Text.Encoding.UTF8.GetString(SessionJson.Write(session!))).ConfigureAwait(false);
        }

        return session!.Verdict.Final.Label == TallyLabel.NoVerdict ? ExitCode.NoVerdict : ExitCode.Ok;
    }
}
