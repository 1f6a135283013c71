namespace Roundtable.Annotation.Agreement;

/// <summary>How far two values differ, in Krippendorff's alpha.</summary>
public enum AlphaMetric
{
    /// <summary>Equal or different: classes without an order.</summary>
    Nominal,

    /// <summary>By how many values lie between them: classes in their order.</summary>
    Ordinal,

    /// <summary>By the square of their difference: scores.</summary>
    Interval,
}
