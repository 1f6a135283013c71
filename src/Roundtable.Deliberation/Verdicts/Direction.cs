namespace Roundtable.Deliberation.Verdicts;

/// <summary>Which way a seat moved, judged by the tally of the round before.</summary>
public enum Direction
{
    /// <summary>To the option that was ahead.</summary>
    TowardsMajority,

    /// <summary>Off the option that was ahead.</summary>
    AwayFromMajority,

    /// <summary>Neither from nor to the option ahead, or none was ahead.</summary>
    Sideways,
}
