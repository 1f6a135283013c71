namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>A rule under which ballots can be recounted. docs/verdicts.md explains each of them.</summary>
public enum RecountRule
{
    /// <summary>Each ballot gives one point to the option that it votes for.</summary>
    Plurality,

    /// <summary>Of n options a ballot gives n − 1 points to its first, n − 2 to its second, … 0 to its last (Borda 1784).</summary>
    Borda,

    /// <summary>The strongest paths of pairwise victories (Schulze 2011, doi:10.1007/s00355-010-0475-4), by winning votes.</summary>
    Schulze,

    /// <summary>Each ballot gives one point to every option that it finds acceptable.</summary>
    Approval,

    /// <summary>Each ballot gives the option that it votes for the seat's stated confidence, 0 to 1, as points.</summary>
    Confidence,
}
