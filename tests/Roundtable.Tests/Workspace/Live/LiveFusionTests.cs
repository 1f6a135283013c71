using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Workspace.Live;

/// <summary>A question that is answered in full while it is under way.</summary>
public sealed class LiveFusionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_state_follows_answers_sentences_by_place_and_a_new_beginning()
    {
        var session = SampleFused.Moderated();
        var (first, second) = (session.Fused.Sentences[0], session.Fused.Sentences[1]);
        var state = After(
            new SessionEvent.Opened(Plan(session), 0),
            new SessionEvent.PhaseStarted(FusionPhase.Answering, [1, 2, 3, 4]),
            new SessionEvent.AnswerDelta(1, "Post"), new SessionEvent.AnswerDelta(1, "gres"));
        Assert.Equal(("Postgres", FusionPhase.Answering, 4), (state.Seats[0].Words, state.Fusion!.Phase, state.Seats.Sum(s => s.Awaited)));

        state = After(state, new SessionEvent.Retrying(1, 1, 1, "It was cut."), new SessionEvent.AnswerGiven(session.Answers[0]), new SessionEvent.SeatAbsent(1, new Absence(4, "late")));
        Assert.Equal(("", session.Answers[0], "late"), (state.Seats[0].Words, state.Seats[0].Answer, state.Seats[3].Absent));

        state = After(
            state,
            new SessionEvent.ComparisonMade(session.Comparison!),
            new SessionEvent.PhaseStarted(FusionPhase.Fusing, []),
            new SessionEvent.SentenceWritten(7, second),
            new SessionEvent.SentenceWritten(2, first));
        Assert.Equal([first, second], state.Fusion!.Sentences.Values);
        state = After(state, new SessionEvent.FusionRestarted("It began again."));
        Assert.Empty(state.Fusion!.Sentences);
        Assert.False(state.Ended);
        state = After(state, new SessionEvent.FusedFinished(session));
        Assert.True(state.Ended);
        Assert.Same(session, state.Session);
    }

    [Fact]
    public async Task Words_of_an_answer_within_a_moment_are_one_event_and_gone_once_it_is_given()
    {
        var session = SampleFused.Moderated();
        SessionEvent[] told =
        [
            new SessionEvent.AnswerDelta(1, "a"), new SessionEvent.AnswerDelta(2, "x"), new SessionEvent.AnswerDelta(1, "b"),
            new SessionEvent.Retrying(1, 1, 1, "It was cut."), new SessionEvent.AnswerDelta(1, "c"), new SessionEvent.AnswerGiven(session.Answers[0]),
        ];
        var batches = await EventBatches.ByMomentsAsync(told.ToAsyncEnumerable(), TimeProvider.System, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(["ab", "c"], batches.SelectMany(b => b).OfType<SessionEvent.AnswerDelta>().Where(d => d.Seat == 1).Select(d => d.Text).Aggregate(
            new List<string>(), (texts, text) => text == "c" || texts.Count == 0 ? [.. texts, text] : [.. texts.SkipLast(1), texts[^1] + text]));

        var run = new LiveRun("run");
        run.Add(told);
        run.End();
        var kept = await run.ReadAsync(0, Cancellation).SelectMany(b => b.ToAsyncEnumerable()).Select(e => e.Event).ToListAsync(Cancellation);
        Assert.Equal([2], kept.OfType<SessionEvent.AnswerDelta>().Select(d => d.Seat));
        Assert.All(kept, e => Assert.Equal(SessionEventJson.Name(e), System.Text.Json.JsonElement.Parse(SessionEventJson.Write(e)).GetProperty("event").GetString()));
    }

    private static SessionPlan Plan(FusedSession session) => new(session.Id, session.Opened, session.Question, session.Panel, session.Moderator, session.Settings);

    private static LiveState After(params SessionEvent[] events) => After(LiveState.Empty, events);

    private static LiveState After(LiveState state, params SessionEvent[] events) =>
        events.Aggregate(state, (s, e) => s.After(new LiveEvent(new LiveId("run", s.At.Number + 1), e)));
}
