using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>A way from votes to labels. Missing votes are missing, never wrong; the same table gives the same labels to the last bit.</summary>
public interface IAggregationRule
{
    /// <summary>Its name in reports and options, such as <c>dawid-skene</c>.</summary>
    public string Name { get; }

    /// <summary>Labels the items of a table.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="gold">What is known of some items. Rules that can use it give those items their gold class with probability 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="AggregationRefusedException">When the rule's labels could not be trusted on this table.</exception>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default);
}
