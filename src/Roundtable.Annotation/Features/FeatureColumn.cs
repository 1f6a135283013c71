namespace Roundtable.Annotation.Features;

/// <summary>A column of <see cref="VoteFeatures"/>.</summary>
/// <param name="Name">Its name, such as <c>share_positive</c>.</param>
/// <param name="Kind">What its values are; each may be absent.</param>
public sealed record FeatureColumn(string Name, FeatureKind Kind);

/// <summary>What the values of a column are.</summary>
public enum FeatureKind
{
    /// <summary>A name: a <see cref="string"/>.</summary>
    Text,

    /// <summary>A count: a <see cref="long"/>.</summary>
    Count,

    /// <summary>A number: a <see cref="double"/>.</summary>
    Number,
}
