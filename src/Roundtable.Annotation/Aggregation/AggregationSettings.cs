namespace Roundtable.Annotation.Aggregation;

/// <summary>How the default aggregation works on a table; nothing here depends on the task.</summary>
public sealed record AggregationSettings
{
    /// <summary>Seed of the folds.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A group for each item, or null: items of one group (equal texts) never fall on two sides of a fold.</summary>
    public IReadOnlyList<int>? Groups { get; init; }
}
