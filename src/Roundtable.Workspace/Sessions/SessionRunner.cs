using System.Runtime.CompilerServices;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Sessions;

/// <summary>Runs planned sessions to their end and saves them; the command line and the server share it.</summary>
public sealed class SessionRunner(WorkspaceContext workspace)
{
    /// <summary>Measures how independent models are, when a verdict is made; null to assume it by model and family.</summary>
    public Func<CancellationToken, ValueTask<IndependenceMeasure?>>? Measure { get; init; }

    /// <summary>Runs a session. When its end is reported the session is saved, so that whoever hears of it finds it.</summary>
    /// <param name="log">The log in which every answer is recorded.</param>
    /// <param name="plan">What is done.</param>
    /// <param name="panel">The seats with their clients, in the order of the plan's panel.</param>
    /// <param name="moderator">Who writes the minutes; null for minutes without a model.</param>
    /// <param name="journal">What an earlier run recorded; null for a new session.</param>
    /// <param name="streamAnswers">Whether to report answers as they stream in.</param>
    /// <param name="cancellation">Stops the session; what was recorded stays recorded.</param>
    public async IAsyncEnumerable<SessionEvent> RunAsync(
        RecordLog log,
        SessionPlan plan,
        IReadOnlyList<SeatedModel> panel,
        SeatedModel? moderator,
        CallJournal? journal,
        bool streamAnswers,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var store = new SessionStore(workspace.DataDirectory, workspace.Time);
        var estimate = await PromptEstimates.ForAsync(log, plan, journal, cancellation);
        await using var tools = new SeatTools([.. panel, .. moderator is null ? (SeatedModel[])[] : [moderator]]);
        await foreach (
            var e in new Deliberator(log, workspace.Time) { StreamsAnswers = streamAnswers, Estimate = estimate, Measure = Measure }.RunAsync(
                plan, panel, moderator, journal, cancellation))
        {
            if (SessionCompletion.Of(e) is { } session)
            {
                await store.SaveAsync(log, session, CancellationToken.None);
            }

            yield return e;
        }
    }
}
