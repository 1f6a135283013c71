using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Each vote counts one; the distribution is the shares of the votes cast. Gold changes nothing but the items that have it.</summary>
public sealed class MajorityRule : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default) =>
        new(Name, table.Classes.Count, Majorities.Shares(table, gold));
}
