namespace Roundtable.Deliberation.Rounds;

/// <summary>Why the rounds ended.</summary>
public enum StopReason
{
    /// <summary>A poll has one round.</summary>
    SingleRound,

    /// <summary>Every seat that voted chose the same option.</summary>
    Unanimous,

    /// <summary>No seat changed its choice in the last round.</summary>
    NothingChanged,

    /// <summary>The maximum number of rounds was reached.</summary>
    RoundLimit,

    /// <summary>The estimated cost of the next round exceeded the remaining budget.</summary>
    BudgetSpent,

    /// <summary>The session timed out.</summary>
    TimeLimit,

    /// <summary>Fewer seats than the quorum were present.</summary>
    QuorumLost,
}
