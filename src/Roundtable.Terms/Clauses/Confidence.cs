namespace Roundtable.Terms.Clauses;

/// <summary>How confident the author of a terms document is that it matches the text.</summary>
public enum Confidence
{
    /// <summary>From the text itself, which is unambiguous in these points.</summary>
    High,

    /// <summary>From the text itself where it is ambiguous, or from a reliable summary of it.</summary>
    Medium,

    /// <summary>From memory or from secondary sources.</summary>
    Low,
}
