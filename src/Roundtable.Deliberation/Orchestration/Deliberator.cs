using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Documents;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Runs sessions: asks a panel a question, round by round, and reports events as they happen.</summary>
/// <param name="log">The log in which every answer is recorded.</param>
/// <param name="time">The clock.</param>
public sealed class Deliberator(RecordLog log, TimeProvider time)
{
    /// <summary>Whether to report answers as they stream in, besides the ballots. Off by default: it costs time where no client is watching.</summary>
    public bool StreamsAnswers { get; init; }

    /// <summary>Measures how far models agree beyond chance, from sessions held before; null to assume independence by model and family.</summary>
    public Func<CancellationToken, ValueTask<IndependenceMeasure?>>? Measure { get; init; }

    /// <summary>Estimates tokens of prompts. A plan with a budget needs it; without one it is never called.</summary>
    public PromptEstimate? Estimate { get; init; }

    /// <summary>
    /// Runs <paramref name="plan"/> to completion. Given the journal of an interrupted run, it makes only the missing calls.
    /// Cancellation stops cleanly: what was recorded stays recorded, and the session can be resumed.
    /// </summary>
    /// <param name="plan">The plan of the session.</param>
    /// <param name="panel">The seats with their clients, in the order of the plan's panel.</param>
    /// <param name="moderator">Groups positions and writes the minutes, or null.</param>
    /// <param name="journal">What an earlier run recorded; null for a new session.</param>
    /// <param name="cancellation">Stops the session.</param>
    /// <exception cref="ArgumentException">
    /// When the plan has a budget and there is no <see cref="Estimate"/>, or is to be answered in full and has options.
    /// </exception>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> is cancelled.</exception>
    /// <exception cref="LogWriteException">When the log cannot be written: nothing goes on unrecorded.</exception>
    public async IAsyncEnumerable<SessionEvent> RunAsync(
        SessionPlan plan,
        IReadOnlyList<SeatedModel> panel,
        SeatedModel? moderator,
        CallJournal? journal,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var events = Channel.CreateUnbounded<SessionEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = Task.Run(async () =>
        {
            Exception? failure = null;
            try
            {
                await RunAsync(plan, panel, moderator, journal, events.Writer, stopped.Token);
            }
#pragma warning disable CA1031 // The exception is rethrown to the reader of the channel.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }

            events.Writer.Complete(failure);
        }, CancellationToken.None);

        try
        {
            await foreach (var e in events.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return e;
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await run;
        }
    }

    /// <summary>
    /// Asks a seat that was absent in the last round of a finished session again, with what it would have read then. What is left of the session's budget
    /// bounds it.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="seat">The seat, with its client.</param>
    /// <param name="journal">What the session has on the record.</param>
    /// <param name="cancellation">Stops it; what was recorded stays recorded.</param>
    /// <returns>Its ballots and what they cost; no ballots, and why, where it gave none again.</returns>
    public async Task<LateBallots> AskLaterAsync(Session session, SeatedModel seat, CallJournal journal, CancellationToken cancellation)
    {
        var left = session.Settings.BudgetMicroDollars - session.Spend.MicroDollars;
        var question = await ContextImages.LoadAsync(session.Question, log, cancellation);
        var plan = new SessionPlan(session.Id, session.Opened, question, session.Panel, session.Moderator, session.Settings);
        var account = new Account(left is null ? null : Math.Max(0, left.Value), Estimate);
        var events = Channel.CreateUnbounded<SessionEvent>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(session.Settings.SessionSeconds), time);

        // Only one seat is asked; the others' places need somebody who is never called.
        SeatedModel[] panel = [.. session.Panel.Select(_ => seat)];
        var table = new Table(plan, panel, log, journal, account, time, events.Writer, streaming: false, limit.Token);
        var before = session.Rounds.ElementAtOrDefault(session.Rounds.Count - 2);
        var (ballots, absence) = await table.AskLaterAsync(session.Rounds[^1], before, seat.Seat, cancellation);
        return new LateBallots(ballots, absence?.Reason, account.Spend, account.Seats);
    }

    private async Task RunAsync(
        SessionPlan plan,
        IReadOnlyList<SeatedModel> panel,
        SeatedModel? moderator,
        CallJournal? journal,
        ChannelWriter<SessionEvent> events,
        CancellationToken cancellation)
    {
        if (plan.Settings.BudgetMicroDollars is not null && Estimate is null)
        {
            throw new ArgumentException("A plan with a budget needs an estimate of tokens.", nameof(plan));
        }

        if (plan is { Settings.Fusion: not null, Question.IsOpen: false })
        {
            throw new ArgumentException("A question that is answered in full has no options.", nameof(plan));
        }

        if (journal is null)
        {
            await OpenAsync(plan, cancellation);
        }

        journal ??= new CallJournal();
        plan = plan with { Question = await ContextImages.LoadAsync(plan.Question, log, cancellation) };
        await events.WriteAsync(new SessionEvent.Opened(plan, journal.Count), cancellation);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(plan.Settings.SessionSeconds), time);
        var account = new Account(plan.Settings.BudgetMicroDollars, Estimate);
        var client = moderator is null ? null : new RecordingChatClient(moderator, log, journal, plan.Id, time);
        var caller = client is null ? null : new FullCaller(moderator!, 0, client, null, plan, account, time, limit.Token);
        if (plan.Settings.Fusion is not null)
        {
            var asked = new FullTable(plan, panel, log, journal, account, time, events, StreamsAnswers, limit.Token);
            var fusing = caller is null ? null : new FusionModeration(plan, caller, journal, account, events, StreamsAnswers);
            await new FusionRun(plan, asked, fusing, account, events).RunAsync(cancellation);
            return;
        }

        var moderation = new Moderation(plan, caller, journal, StreamsAnswers);
        var table = new Table(plan, panel, log, journal, account, time, events, StreamsAnswers, limit.Token);

        List<Round> rounds = [];
        List<Clustering> clusterings = [];
        StopReason? stop = null;
        while (stop is null)
        {
            var keep = moderation.Reserve(rounds.Count + 1);
            var round = await table.HoldAsync(rounds.Count + 1, rounds.LastOrDefault(), keep, cancellation);
            rounds.Add(round);
            if (plan.Question.IsOpen)
            {
                clusterings.Add(await moderation.GroupAsync(round, clusterings.LastOrDefault(), cancellation));
                clusterings = [.. Groupings.Settle(rounds, clusterings)];
            }

            var tally = RoundTally.Of(plan.Question, plan.Panel, plan.Settings, round, clusterings.LastOrDefault());
            await events.WriteAsync(new SessionEvent.RoundFinished(round, tally, clusterings.LastOrDefault()), cancellation);
            stop = StopAfter(plan, rounds, clusterings, tally, limit.IsCancellationRequested)
                ?? (table.Covers(rounds.Count + 1, round, moderation.Reserve(rounds.Count + 1)) ? null : StopReason.BudgetSpent);
        }

        var independence = await MeasureAsync(plan, rounds[^1], clusterings, cancellation);
        var verdict = VerdictCount.Of(plan.Question, plan.Panel, plan.Settings, rounds, clusterings, stop.Value, independence);
        await events.WriteAsync(new SessionEvent.Judged(verdict), cancellation);
        var proceedings = new Proceedings(plan.Question, plan.Panel, rounds, clusterings, verdict);
        var (drafts, failure) = await moderation.WriteAsync(proceedings, cancellation);
        var session = new Session
        {
            Id = plan.Id,
            Opened = plan.Opened,
            Simulated = plan.Panel.Any(s => s.Model.Simulated),
            Question = plan.Question,
            Panel = plan.Panel,
            Moderator = plan.Moderator,
            Settings = plan.Settings,
            Rounds = rounds,
            Stop = stop.Value,
            Clusterings = clusterings,
            Verdict = verdict,
            Drafts = drafts,
            ModeratorFailure = failure,
            Minutes = MinutesBuilder.Build(proceedings, plan.Moderator?.Name, drafts, failure),
            Spend = account.Spend,
            SeatSpends = account.Seats,
        };
        await events.WriteAsync(new SessionEvent.Finished(session), cancellation);
    }

    /// <summary>How independent the votes are today; null where nothing measures it, and among simulated seats, whose agreement is a script.</summary>
    private async ValueTask<Independence?> MeasureAsync(
        SessionPlan plan, Round last, List<Clustering> clusterings, CancellationToken cancellation)
    {
        if (Measure is null || plan.Panel.Any(s => s.Model.Simulated) || await Measure(cancellation) is not { } measure)
        {
            return null;
        }

        var voters = VerdictCount.Voters(plan.Question, plan.Panel, last, clusterings.LastOrDefault());
        return measure.Of([.. voters.Select(s => s.Model)]);
    }

    private static StopReason? StopAfter(
        SessionPlan plan, List<Round> rounds, List<Clustering> clusterings, Tally tally, bool outOfTime)
    {
        var round = rounds[^1];
        return !plan.Settings.Debate ? StopReason.SingleRound
            : outOfTime ? StopReason.TimeLimit
            : plan.Panel.Count - round.Absences.Count(a => a.Passes != true) < plan.Settings.Quorum ? StopReason.QuorumLost
            : tally.Label == TallyLabel.Unanimous ? StopReason.Unanimous
            : rounds.Count > 1 && !Changed(plan, rounds, clusterings) ? StopReason.NothingChanged
            : rounds.Count >= plan.Settings.Rounds ? StopReason.RoundLimit
            : null;
    }

    /// <summary>Whether a seat changed its choice, or spoke that was absent in the round before.</summary>
    private static bool Changed(SessionPlan plan, List<Round> rounds, List<Clustering> clusterings) =>
        rounds[^1].Ballots.Any(b => rounds[^2].Absences.Any(a => a.Seat == b.Seat))
        || VerdictCount.Of(plan.Question, plan.Panel, plan.Settings, rounds, clusterings, StopReason.NothingChanged)
            .Moves.Any(m => m.Round == rounds.Count);

    private async Task OpenAsync(SessionPlan plan, CancellationToken cancellation)
    {
        var images = await ContextImages.RecordAsync(plan.Question, plan.Id, log, time, cancellation);
        var document = PlanJson.Write(plan);
        var leaf = new Leaf
        {
            Kind = LeafKind.SessionOpened,
            Time = time.GetUtcNow(),
            Session = plan.Id,
            Inputs = images,
            Document = Digest.Of(document),
            Simulated = plan.Panel.Any(s => s.Model.Simulated),
        };
        await log.AppendAsync(leaf, [document], cancellation);
    }
}
