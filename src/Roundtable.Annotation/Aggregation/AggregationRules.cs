namespace Roundtable.Annotation.Aggregation;

/// <summary>The rules by name; docs/aggregation.md explains each of them. The default that chooses among them is <see cref="DefaultAggregation"/>.</summary>
public static class AggregationRules
{
    /// <summary>Rules that need no gold, in the order of reports.</summary>
    public static IReadOnlyList<IAggregationRule> WithoutGold { get; } =
        [new MajorityRule(), new OneCoinRule(), new DawidSkeneRule(), new GladRule(), new MaceRule()];

    /// <summary>Rules that are learned from gold and refuse tables without any, in the order of reports.</summary>
    public static IReadOnlyList<IAggregationRule> FromGold { get; } =
        [.. BlendLearners.All.Where(l => l is not DawidSkeneLearner).Select(l => new GoldRule(l))];

    /// <summary>Finds a rule by its name, ignoring case; null if there is none.</summary>
    public static IAggregationRule? Find(string name) =>
        WithoutGold.Concat(FromGold).FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
