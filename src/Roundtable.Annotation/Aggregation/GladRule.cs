using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// GLAD (Whitehill et al. 2009): a source with ability α votes right on an item of ease e^b with probability σ(α e^b), and its errors fall on all other
/// classes alike. Items differ in difficulty, so agreement on a hard item counts for less. Gold is clamped; classes are equally likely before any vote.
/// </summary>
public sealed class GladRule : IAggregationRule
{
    // Priors of Whitehill et al.: abilities about 1 (most people help), logarithms of ease about 0 here, so that an item without votes stays neutral.
    private const double ExpectedAbility = 1;
    private const int MaxIterations = 50;
    private const double Tolerance = 1e-4;

    /// <inheritdoc/>
    public string Name => "glad";

    /// <inheritdoc/>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        var classes = table.Classes.Count;
        var labels = Majorities.Shares(table, gold);
        var point = new double[table.Sources.Count + table.Items.Count];
        Array.Fill(point, ExpectedAbility, 0, table.Sources.Count);
        var curvature = Enumerable.Repeat(1.0, point.Length).ToArray();
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            Lbfgs.Minimise((at, gradient) => Loss(table, labels, at, gradient), point, curvature, Tolerance, cancellation);
            if (Expect(table, gold, point, labels) < Tolerance)
            {
                break;
            }
        }

        return new AggregatedLabels(Name, classes, labels);
    }

    /// <summary>Expected negative log likelihood of the votes and its gradient.</summary>
    private static double Loss(VoteTable table, double[] labels, ReadOnlySpan<double> point, Span<double> gradient)
    {
        var sources = table.Sources.Count;
        var classes = table.Classes.Count;
        var loss = 0.0;
        for (var k = 0; k < point.Length; k++)
        {
            var off = point[k] - (k < sources ? ExpectedAbility : 0);
            loss += off * off / 2;
            gradient[k] = off;
        }

        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            var ease = Math.Exp(Math.Min(point[sources + i], 20));
            for (var s = 0; s < sources; s++)
            {
                if (votes[s] == VoteTable.None)
                {
                    continue;
                }

                var x = point[s] * ease;
                var right = labels[(i * classes) + votes[s]];
                var surplus = Sigmoid(x) - right;

                // ln(1 + e^x) without overflow, less the part that is right.
                loss += Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))) - (right * x) + ((1 - right) * Math.Log(Math.Max(1, classes - 1)));
                gradient[s] += surplus * ease;
                gradient[sources + i] += surplus * x;
            }
        }

        return loss;
    }

    /// <summary>Labels given abilities and eases; the largest change of a probability.</summary>
    private static double Expect(VoteTable table, GoldLabels gold, double[] point, double[] labels)
    {
        var sources = table.Sources.Count;
        var classes = table.Classes.Count;
        var row = new double[classes];
        var change = 0.0;
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            if (gold[i] != VoteTable.None || !votes.ContainsAnyExcept(VoteTable.None))
            {
                continue;
            }

            Array.Clear(row);
            var ease = Math.Exp(Math.Min(point[sources + i], 20));
            for (var s = 0; s < sources; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    // ln σ(x) − ln((1 − σ(x)) / (K − 1)) = x + ln(K − 1).
                    row[votes[s]] += (point[s] * ease) + Math.Log(Math.Max(1, classes - 1));
                }
            }

            Softmax.InPlace(row);
            for (var c = 0; c < classes; c++)
            {
                change = Math.Max(change, Math.Abs(labels[(i * classes) + c] - row[c]));
                labels[(i * classes) + c] = row[c];
            }
        }

        return change;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
