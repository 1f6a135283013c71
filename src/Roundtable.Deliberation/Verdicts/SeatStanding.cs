namespace Roundtable.Deliberation.Verdicts;

/// <summary>What an invited seat's answers of one round count as. Each seat has exactly one standing in each round.</summary>
public enum SeatStanding
{
    /// <summary>It gave no ballot.</summary>
    Absent,

    /// <summary>It votes for one option, or its position belongs to one cluster.</summary>
    Voted,

    /// <summary>Its samples are evenly split between two or more options; counted as an abstention.</summary>
    Divided,

    /// <summary>It objected to the question.</summary>
    Objected,

    /// <summary>It declined to choose.</summary>
    Abstained,

    /// <summary>Its model declined to take part.</summary>
    Refused,

    /// <summary>Its answer did not parse.</summary>
    Unparsed,
}
