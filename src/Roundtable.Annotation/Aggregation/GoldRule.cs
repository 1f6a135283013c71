using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>One learned part alone as a rule: learned from the gold and applied to the same table.</summary>
internal sealed class GoldRule(IComponentLearner learner) : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => learner.Name;

    /// <inheritdoc/>
    /// <exception cref="AggregationRefusedException">When no item has gold.</exception>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        if (gold.Items.Count == 0)
        {
            throw new AggregationRefusedException(Name, $"{Name} is learned from gold, and there is none.");
        }

        var component = learner.Learn(table, gold, cancellation);
        var classes = table.Classes.Count;
        var probabilities = new double[table.Items.Count * classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            if (gold[i] != VoteTable.None)
            {
                row[gold[i]] = 1;
            }
            else if (table.Of(i).ContainsAnyExcept(VoteTable.None))
            {
                component.Fill(table.Of(i), row);
            }
        }

        return new AggregatedLabels(Name, classes, probabilities);
    }
}
