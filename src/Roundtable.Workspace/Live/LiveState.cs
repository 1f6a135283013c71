using System.Collections.Immutable;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Workspace.Live;

/// <summary>What a session has come to, as its events tell: what a page shows of it.</summary>
/// <param name="At">The last event that is in it.</param>
/// <param name="Plan">The plan, once it is known.</param>
/// <param name="Round">The round under way, from 1; 0 before the first.</param>
/// <param name="Seats">The seats, by number less one.</param>
/// <param name="Rounds">The rounds that are complete, with their counts.</param>
/// <param name="Verdict">The verdict, once there is one.</param>
/// <param name="Session">The whole session, once it is complete.</param>
/// <param name="Stopped">Why it ended without a result, or null.</param>
public sealed record LiveState(
    LiveId At,
    SessionPlan? Plan,
    int Round,
    ImmutableArray<LiveSeat> Seats,
    ImmutableArray<(Round Round, Tally Tally, Clustering? Clustering)> Rounds,
    Verdict? Verdict,
    SessionDocument? Session,
    SessionEvent.Stopped? Stopped)
{
    /// <summary>Before anything is told.</summary>
    public static LiveState Empty { get; } = new(default, null, 0, [], [], null, null, null);

    /// <summary>How far a question that is answered in full has come; null for a vote.</summary>
    public LiveFusion? Fusion { get; init; }

    /// <summary>What it has used so far; null before anything is known of it.</summary>
    public Spend? Spend { get; init; }

    /// <summary>Whether nothing more will come.</summary>
    public bool Ended => Session is not null || Stopped is not null;

    /// <summary>The state after one more event.</summary>
    public LiveState After(LiveEvent e) => After(e.Event) with { At = e.Id };

    /// <summary>
    /// A session as it is now; null where it did not run lately, or is complete and to be read from its file.
    /// </summary>
    public static async Task<LiveState?> ReadAsync(ILiveStore store, string session, CancellationToken cancellation)
    {
        if (await store.WatchAsync(session, null, cancellation) is not { } events)
        {
            return null;
        }

        // All events so far come as the first batch.
        await foreach (var batch in events.WithCancellation(cancellation))
        {
            return batch.Aggregate(Empty, (s, e) => s.After(e)) is { Plan: not null, Session: null } state ? state : null;
        }

        return null;
    }

    private LiveState After(SessionEvent e) => e switch
    {
        SessionEvent.Opened opened => Empty with
        {
            Plan = opened.Plan,
            Seats = [.. opened.Plan.Panel.Select(s => new LiveSeat(s))],
            Fusion = opened.Plan.Settings.Fusion is null ? null : new LiveFusion(),
        },
        SessionEvent.PhaseStarted started => this with
        {
            Fusion = Fusion! with { Phase = started.Phase },
            Seats =
            [
                .. Seats.Select(s => started.Seats.Contains(s.Seat.Number)
                    ? s with { Words = "", Again = [], IsAsked = false, Thinks = false, Awaited = s.Awaited + 1 } : s),
            ],
        },
        SessionEvent.SeatAsked asked => With(asked.Seat, s => asked.Sample == s.Speaking ? s with { IsAsked = true, Thinks = false } : s),
        SessionEvent.SeatThinks thinks => With(thinks.Seat, s => thinks.Sample == s.Speaking ? s with { IsAsked = true, Thinks = true } : s),
        SessionEvent.Spent { Spend: var spend } => this with { Spend = spend },
        SessionEvent.AnswerDelta read => With(read.Seat, s => s with { Words = s.Words + read.Text, Thinks = false }),
        SessionEvent.AnswerGiven { Answer: var answer } => With(answer.Seat, s => s with { Answer = answer, Words = "", IsAsked = false, Thinks = false }),
        SessionEvent.ReviewGiven { Review: var review } => With(review.Seat, s => s with { Review = review, IsAsked = false, Thinks = false }),
        SessionEvent.Scouted scouted => this with { Fusion = Fusion! with { Scout = scouted.Result } },
        SessionEvent.ComparisonMade made => this with { Fusion = Fusion! with { Comparison = made.Comparison } },
        SessionEvent.SentenceWritten written => this with
        {
            Fusion = Fusion! with { Sentences = Fusion.Sentences.SetItem(written.Place, written.Sentence) },
        },
        SessionEvent.FusionRestarted => this with { Fusion = Fusion! with { Sentences = Fusion.Sentences.Clear() } },
        SessionEvent.RoundStarted started => this with
        {
            Round = started.Number,
            Seats =
            [
                .. Seats.Select(
                    s => started.Seats.Contains(s.Seat.Number)
                        ? s with
                        {
                            Words = "",
                            Again = [],
                            Before = s.Ballots.LastOrDefault() ?? s.Before,
                            Ballots = [],
                            Absent = null,
                            IsAsked = false,
                            Thinks = false,
                            Awaited = Plan!.Settings.Samples,
                        }
                        : s),
            ],
        },
        SessionEvent.ReasoningDelta heard => With(
            heard.Seat, s => heard.Sample == s.Speaking ? s with { Words = s.Words + heard.Text, Thinks = false } : s),
        SessionEvent.Retrying again => With(again.Seat, s => s with { Words = again.Sample == s.Speaking ? "" : s.Words, Again = s.Again.Add(again.Why) }),
        SessionEvent.BallotCast { Ballot: var ballot } => With(
            ballot.Seat, s => s with { Ballots = s.Ballots.Add(ballot), Words = "", Speaking = 1, IsAsked = false, Thinks = false }),
        SessionEvent.SeatAbsent { Absence: var absence } => With(
            absence.Seat, s => s with { Absent = absence.Reason, Words = "", IsAsked = false, Thinks = false }),
        SessionEvent.RoundFinished finished => this with { Rounds = Rounds.Add((finished.Round, finished.Tally, finished.Clustering)) },
        SessionEvent.Judged judged => this with { Verdict = judged.Verdict },
        SessionEvent.Finished or SessionEvent.FusedFinished => this with { Session = Sessions.SessionCompletion.Of(e) },
        SessionEvent.Stopped stopped => this with { Stopped = stopped },
        _ => this,
    };

    private LiveState With(int seat, Func<LiveSeat, LiveSeat> change) => this with { Seats = Seats.SetItem(seat - 1, change(Seats[seat - 1])) };
}
