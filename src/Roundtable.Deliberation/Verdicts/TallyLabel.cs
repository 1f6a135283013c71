namespace Roundtable.Deliberation.Verdicts;

/// <summary>The verdict label of a round.</summary>
public enum TallyLabel
{
    /// <summary>Fewer seats than the quorum voted, or objections outnumber votes.</summary>
    NoVerdict,

    /// <summary>No option leads.</summary>
    Tie,

    /// <summary>One option leads with half of the votes or less.</summary>
    Plurality,

    /// <summary>More than half of the votes.</summary>
    Majority,

    /// <summary>At least two thirds of the votes.</summary>
    Supermajority,

    /// <summary>Every vote.</summary>
    Unanimous,
}
