namespace Roundtable.Deliberation.Verdicts;

/// <summary>The direction of a seat's move relative to the tally of the round before.</summary>
public enum Direction
{
    /// <summary>To the option that was leading.</summary>
    TowardsMajority,

    /// <summary>Away from the option that was leading.</summary>
    AwayFromMajority,

    /// <summary>Neither from nor to the leading option, or no option was leading.</summary>
    Sideways,
}
