namespace Roundtable.Annotation.Runs;

/// <summary>What a run is made for.</summary>
public enum RunKind
{
    /// <summary>A poll: a tally and its label for each item.</summary>
    Poll,

    /// <summary>A labelling by a codebook.</summary>
    Label,

    /// <summary>An evaluation against known answers.</summary>
    Bench,
}
