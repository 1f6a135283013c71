using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Sessions;

/// <summary>An event of a running session. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(RoundStarted), "round-started")]
[JsonDerivedType(typeof(SeatAsked), "seat-asked")]
[JsonDerivedType(typeof(SeatThinks), "seat-thinks")]
[JsonDerivedType(typeof(Spent), "spent")]
[JsonDerivedType(typeof(ReasoningDelta), "reasoning-delta")]
[JsonDerivedType(typeof(Retrying), "retrying")]
[JsonDerivedType(typeof(BallotCast), "ballot-cast")]
[JsonDerivedType(typeof(SeatAbsent), "seat-absent")]
[JsonDerivedType(typeof(RoundFinished), "round-finished")]
[JsonDerivedType(typeof(Judged), "judged")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(PhaseStarted), "phase-started")]
[JsonDerivedType(typeof(AnswerDelta), "answer-delta")]
[JsonDerivedType(typeof(AnswerGiven), "answer-given")]
[JsonDerivedType(typeof(Scouted), "scouted")]
[JsonDerivedType(typeof(ReviewGiven), "review-given")]
[JsonDerivedType(typeof(ComparisonMade), "comparison-made")]
[JsonDerivedType(typeof(SentenceWritten), "sentence-written")]
[JsonDerivedType(typeof(FusionRestarted), "fusion-restarted")]
[JsonDerivedType(typeof(FusedFinished), "fused-finished")]
[JsonDerivedType(typeof(Stopped), "stopped")]
public abstract record SessionEvent
{
    private protected SessionEvent()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The plan is in the log.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="Recalled">Number of calls that an earlier run already made.</param>
    public sealed record Opened(SessionPlan Plan, int Recalled) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A round started.</summary>
    /// <param name="Number">The round, from 1.</param>
    /// <param name="Seats">Numbers of the seats that are asked.</param>
    public sealed record RoundStarted(int Number, IReadOnlyList<int> Seats) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A seat is being asked: its request is on its way, and its timeout runs.</summary>
    /// <param name="Round">The round, from 1.</param>
    /// <param name="Seat">Number of the seat, from 1.</param>
    /// <param name="Sample">Which of the seat's answers, from 1.</param>
    public sealed record SeatAsked(int Round, int Seat, int Sample) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A seat's model thinks before it answers.</summary>
    /// <param name="Round">The round, from 1.</param>
    /// <param name="Seat">Number of the seat, from 1.</param>
    /// <param name="Sample">Which of the seat's answers, from 1.</param>
    public sealed record SeatThinks(int Round, int Seat, int Sample) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>What the session has used so far.</summary>
    /// <param name="Spend">Calls, tokens and cost.</param>
    public sealed record Spent(Spend Spend) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The next part of an answer that is streaming in. For display only: what counts is the ballot that follows.</summary>
    /// <param name="Round">The round, from 1.</param>
    /// <param name="Seat">Number of the seat, from 1.</param>
    /// <param name="Sample">Which of the seat's answers, from 1.</param>
    /// <param name="Text">The next part of its reasoning.</param>
    public sealed record ReasoningDelta(int Round, int Seat, int Sample, string Text) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A call failed and is retried; the deltas of its answer so far are void.</summary>
    /// <param name="Round">The round, from 1.</param>
    /// <param name="Seat">Number of the seat, from 1.</param>
    /// <param name="Sample">Which of the seat's answers, from 1.</param>
    /// <param name="Why">What went wrong, one sentence.</param>
    public sealed record Retrying(int Round, int Seat, int Sample, string Why) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A ballot is in the log.</summary>
    /// <param name="Ballot">The ballot.</param>
    public sealed record BallotCast(Ballot Ballot) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A seat cast no ballot.</summary>
    /// <param name="Round">The round, from 1.</param>
    /// <param name="Absence">The seat and the reason.</param>
    public sealed record SeatAbsent(int Round, Absence Absence) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A round is complete.</summary>
    /// <param name="Round">Its ballots and absences.</param>
    /// <param name="Tally">Its counts.</param>
    /// <param name="Clustering">For an open question, how positions were grouped.</param>
    public sealed record RoundFinished(Round Round, Tally Tally, Clustering? Clustering) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The rounds are over; the minutes are being written.</summary>
    /// <param name="Verdict">The verdict.</param>
    public sealed record Judged(Verdict Verdict) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The session is complete.</summary>
    /// <param name="Session">The complete session.</param>
    public sealed record Finished(Session Session) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>
    /// A phase of a session in which seats answer in full started. Where seats are asked, <see cref="SeatAsked"/>, <see cref="SeatThinks"/>,
    /// <see cref="Retrying"/> and <see cref="SeatAbsent"/> follow, with round 1 for answers and round 2 for reviews, always sample 1.
    /// </summary>
    /// <param name="Phase">The phase.</param>
    /// <param name="Seats">Numbers of the seats that are asked; empty where the moderator is.</param>
    public sealed record PhaseStarted(FusionPhase Phase, IReadOnlyList<int> Seats) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The next part of an answer in full that is streaming in. For display only: what counts is the answer that follows.</summary>
    /// <param name="Seat">Number of the seat, from 1.</param>
    /// <param name="Text">The next part of its Markdown, without thinking.</param>
    public sealed record AnswerDelta(int Seat, string Text) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>An answer in full is in the log.</summary>
    /// <param name="Answer">The answer.</param>
    public sealed record AnswerGiven(Answer Answer) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The seats that were asked first have answered; where they differ, the others are asked next.</summary>
    /// <param name="Result">Whether they differ, and why.</param>
    public sealed record Scouted(ScoutResult Result) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A review is in the log.</summary>
    /// <param name="Review">The review.</param>
    public sealed record ReviewGiven(Review Review) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The answers are compared; the fused answer is being written.</summary>
    /// <param name="Comparison">The comparison.</param>
    public sealed record ComparisonMade(Comparison Comparison) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>
    /// A sentence of the fused answer is complete and has passed its checks. Sentences come in any order, for some are corrected later: a client sorts them
    /// by place. Places of sentences that are left out stay empty.
    /// </summary>
    /// <param name="Place">Its place in the answer, from 1.</param>
    /// <param name="Sentence">The sentence.</param>
    public sealed record SentenceWritten(int Place, FusedSentence Sentence) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>The fused answer is written anew: the sentences so far are void.</summary>
    /// <param name="Why">What happened, one sentence.</param>
    public sealed record FusionRestarted(string Why) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>A session in which seats answered in full is complete.</summary>
    /// <param name="Session">The complete session.</param>
    public sealed record FusedFinished(FusedSession Session) : SessionEvent
    {
        private protected override void Seal() { }
    }

    /// <summary>
    /// The session ended without a result: it was cancelled, or could not continue. Every answer so far is in the log. The
    /// deliberator throws instead; servers send this event to their clients.
    /// </summary>
    /// <param name="Why">What happened, one sentence.</param>
    /// <param name="CanResume">Whether the session can be resumed.</param>
    public sealed record Stopped(string Why, bool CanResume) : SessionEvent
    {
        private protected override void Seal() { }
    }
}
