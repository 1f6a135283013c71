namespace Roundtable.Terms.Cutoffs;

/// <summary>Whether something came after a bar had reached whoever has it.</summary>
public enum CutoffStatus
{
    /// <summary>No bar reached them on its day.</summary>
    Clear,

    /// <summary>Nobody can tell: its day, whose it is, or whom the bar reaches is not known.</summary>
    Open,

    /// <summary>A bar had reached them on its day.</summary>
    Barred,
}
