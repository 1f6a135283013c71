using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The one-coin form of Dawid and Skene's model: each source is right with one probability, whatever the class, and its errors fall on all others alike.
/// Classes are exchangeable, as the letters of a test are; it takes any number of them. Gold is clamped.
/// </summary>
public sealed class OneCoinRule : IAggregationRule
{
    /// <summary>Votes at the pooled accuracy that each source's own are added to.</summary>
    private const double Shrinkage = 2;

    /// <inheritdoc/>
    public string Name => "one-coin";

    /// <inheritdoc/>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        var labels = Majorities.Shares(table, gold);
        ExpectationMaximisation.Run(table.Items.Count, () => Expect(table, gold, Weights(table, labels), labels), cancellation);
        return new AggregatedLabels(Name, table.Classes.Count, labels);
    }

    /// <summary>Logarithm of the accuracy and of the probability of each single error, by source.</summary>
    private static (double Right, double Wrong)[] Weights(VoteTable table, double[] labels)
    {
        var sources = table.Sources.Count;
        var classes = table.Classes.Count;
        var right = new double[sources];
        var all = new double[sources];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            for (var s = 0; s < sources; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    right[s] += labels[(i * classes) + votes[s]];
                    all[s]++;
                }
            }
        }

        var pooled = (right.Sum() + 1) / (all.Sum() + 2);
        return [.. right.Select((r, s) =>
        {
            var accuracy = (r + (Shrinkage * pooled)) / (all[s] + Shrinkage);
            return (Math.Log(accuracy), Math.Log((1 - accuracy) / Math.Max(1, classes - 1)));
        })];
    }

    private static double Expect(VoteTable table, GoldLabels gold, (double Right, double Wrong)[] weights, double[] labels)
    {
        var classes = table.Classes.Count;
        var likelihood = 0.0;
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            if (gold[i] != VoteTable.None || !votes.ContainsAnyExcept(VoteTable.None))
            {
                continue;
            }

            var row = labels.AsSpan(i * classes, classes);
            row.Clear();
            for (var s = 0; s < weights.Length; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    row[votes[s]] += weights[s].Right - weights[s].Wrong;
                    likelihood += weights[s].Wrong;
                }
            }

            likelihood += Softmax.InPlace(row) - Math.Log(classes);
        }

        return likelihood;
    }
}
