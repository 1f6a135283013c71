namespace Roundtable.Deliberation.Verdicts;

/// <summary>How an invited seat counts in a round. Each seat has exactly one standing in each round.</summary>
public enum SeatStanding
{
    /// <summary>It cast no ballot.</summary>
    Absent,

    /// <summary>It votes for one option, or its position belongs to one cluster.</summary>
    Voted,

    /// <summary>Its samples are evenly split between two or more options; counted as an abstention.</summary>
    Divided,

    /// <summary>It objected to the question.</summary>
    Objected,

    /// <summary>It abstained.</summary>
    Abstained,

    /// <summary>Its model refused to take part.</summary>
    Refused,

    /// <summary>Its answer did not parse.</summary>
    Unparsed,
}
