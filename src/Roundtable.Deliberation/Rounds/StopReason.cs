namespace Roundtable.Deliberation.Rounds;

/// <summary>Why the rounds ended.</summary>
public enum StopReason
{
    /// <summary>A poll has one round.</summary>
    SingleRound,

    /// <summary>Every seat that voted chose the same.</summary>
    Unanimous,

    /// <summary>A later round changed no seat's choice.</summary>
    NothingChanged,

    /// <summary>The limit on rounds was reached.</summary>
    RoundLimit,

    /// <summary>The next round was estimated to cost more than was left.</summary>
    BudgetSpent,

    /// <summary>The session's time limit ran out.</summary>
    TimeLimit,

    /// <summary>Fewer seats than the quorum were present.</summary>
    QuorumLost,
}
