namespace Roundtable.Terms.Registry;

/// <summary>How an artifact was derived from its source.</summary>
public enum EdgeKind
{
    /// <summary>Made with it: contains the source's outputs or data, or was trained on them.</summary>
    MadeWith,

    /// <summary>Derived from it: fine-tuned, quantised, edited, translated.</summary>
    DerivedFrom,

    /// <summary>Taught by it: trained to imitate it (distillation).</summary>
    TaughtBy,

    /// <summary>Merged from it and others.</summary>
    MergedFrom,

    /// <summary>Filtered by it: it decided what stayed.</summary>
    FilteredBy,

    /// <summary>Labelled by it.</summary>
    LabelledBy,
}
