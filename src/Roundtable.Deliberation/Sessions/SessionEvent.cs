using System.Text.Json.Serialization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Plans;
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
