namespace Roundtable.Deliberation.Comparisons;

/// <summary>What a point says of the panel. The program determines it from the spans that were found, never from what the moderator says.</summary>
public enum PointKind
{
    /// <summary>Every answering seat says it, and there are at least two.</summary>
    Consensus,

    /// <summary>Seats say things that the moderator finds contradictory. It never becomes a consensus: both sides stand.</summary>
    Contradiction,

    /// <summary>Some seats say it and others do not.</summary>
    Partial,

    /// <summary>One model alone says it.</summary>
    OneModel,

    /// <summary>No seat says it: the moderator's own view of what is missing, which rests on no span.</summary>
    Missing,
}
