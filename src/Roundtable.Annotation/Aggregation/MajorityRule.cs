using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Each vote counts one; the distribution is the shares of the votes cast. Gold changes nothing but the items that have it.</summary>
public sealed class MajorityRule : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        var classes = table.Classes.Count;
        var shares = new double[table.Items.Count * classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var row = shares.AsSpan(i * classes, classes);
            if (gold[i] != VoteTable.None)
            {
                row[gold[i]] = 1;
                continue;
            }

            var votes = 0;
            foreach (var vote in table.Of(i))
            {
                if (vote != VoteTable.None)
                {
                    row[vote]++;
                    votes++;
                }
            }

            for (var c = 0; votes > 0 && c < classes; c++)
            {
                row[c] /= votes;
            }
        }

        return new AggregatedLabels(Name, classes, shares);
    }
}
