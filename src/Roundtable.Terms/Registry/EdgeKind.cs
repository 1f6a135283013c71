namespace Roundtable.Terms.Registry;

/// <summary>How one artifact came from another.</summary>
public enum EdgeKind
{
    /// <summary>Made with it: the source's outputs or data are in it, or it was trained on them.</summary>
    MadeWith,

    /// <summary>Derived from it: fine-tuned, quantised, edited, translated.</summary>
    DerivedFrom,

    /// <summary>Taught by it: trained to answer as it answers.</summary>
    TaughtBy,

    /// <summary>Merged from it and others.</summary>
    MergedFrom,

    /// <summary>Filtered by it: it decided what stayed.</summary>
    FilteredBy,

    /// <summary>Labelled by it.</summary>
    LabelledBy,
}
