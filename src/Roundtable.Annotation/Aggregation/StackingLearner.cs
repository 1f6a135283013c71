using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Logistic stacking (Wolpert 1992): how much each source's vote adds to the log odds of the class it votes for, by penalised maximum likelihood on the gold.
/// A weight can be negative: a judge that is mostly wrong is evidence too. Without <c>byClass</c> there is no intercept and classes are exchangeable, so that
/// mirroring an item (its options in the other order) mirrors its label.
/// </summary>
internal sealed class StackingLearner(bool byClass) : IComponentLearner
{
    /// <summary>The largest number of weights by class that are worth fitting.</summary>
    private const int MaxParameters = 100_000;

    private const double Tolerance = 1e-2;

    /// <inheritdoc/>
    public string Name => byClass ? "stacking-by-class" : "stacking";

    /// <inheritdoc/>
    public double Credit => byClass ? 1 : 4;

    /// <inheritdoc/>
    public bool Fits(VoteTable table) => !byClass || (long)table.Sources.Count * table.Classes.Count * table.Classes.Count <= MaxParameters;

    /// <inheritdoc/>
    public RuleComponent Learn(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        var layout = new StackingLayout(table, byClass);
        var point = new double[layout.Penalties.Length];
        Lbfgs.Minimise((at, gradient) => Loss(layout, table, gold, at, gradient), point, Curvature(layout, table, gold), Tolerance, cancellation);

        var classes = layout.Classes;
        var weights = new double[layout.Sources * classes * classes];
        for (var s = 0; s < layout.Sources; s++)
        {
            var own = Weight(layout, point, s);
            for (var v = 0; v < classes; v++)
            {
                var row = weights.AsSpan(((s * classes) + v) * classes, classes);
                if (byClass)
                {
                    point.AsSpan(layout.Confusions(s, v), classes).CopyTo(row);
                }

                row[v] += own;
            }
        }

        return new WeightedVotes(Name, 1, 1, byClass ? point.AsSpan(layout.Bias, classes).ToArray() : new double[classes], weights);
    }

    private static double Weight(StackingLayout layout, ReadOnlySpan<double> point, int source)
    {
        var weight = 0.0;
        foreach (var parent in layout.Parents(source))
        {
            weight += point[parent];
        }

        return weight;
    }

    /// <summary>Negative log likelihood of the gold plus the penalty, and its gradient.</summary>
    private double Loss(StackingLayout layout, VoteTable table, GoldLabels gold, ReadOnlySpan<double> point, Span<double> gradient)
    {
        var classes = layout.Classes;
        var own = new double[layout.Sources];
        for (var s = 0; s < own.Length; s++)
        {
            own[s] = Weight(layout, point, s);
        }

        gradient.Clear();
        var loss = 0.0;
        var row = new double[classes];
        var turned = new double[layout.Sources];
        foreach (var i in gold.Items)
        {
            var votes = table.Of(i);
            Score(layout, votes, point, own, row);
            var right = row[gold[i]];
            loss += Softmax.InPlace(row) - right;
            row[gold[i]] -= 1;
            for (var s = 0; s < votes.Length; s++)
            {
                if (votes[s] == VoteTable.None)
                {
                    continue;
                }

                turned[s] += row[votes[s]];
                if (byClass)
                {
                    Add(gradient.Slice(layout.Confusions(s, votes[s]), classes), row);
                }
            }

            if (byClass)
            {
                Add(gradient.Slice(layout.Bias, classes), row);
            }
        }

        for (var s = 0; s < turned.Length; s++)
        {
            foreach (var parent in layout.Parents(s))
            {
                gradient[parent] += turned[s];
            }
        }

        for (var k = 0; k < gradient.Length; k++)
        {
            loss += layout.Penalties[k] * point[k] * point[k] / 2;
            gradient[k] += layout.Penalties[k] * point[k];
        }

        return loss;
    }

    /// <summary>The diagonal of the Hessian where all weights are 0 and classes equally likely.</summary>
    private double[] Curvature(StackingLayout layout, VoteTable table, GoldLabels gold)
    {
        var curvature = layout.Penalties.ToArray();
        var classes = layout.Classes;
        var even = (1.0 / classes) * (1 - (1.0 / classes));
        var votesFor = new double[(byClass ? layout.Bias : layout.Penalties.Length) * classes];
        foreach (var i in gold.Items)
        {
            Array.Clear(votesFor);
            var votes = table.Of(i);
            for (var s = 0; s < votes.Length; s++)
            {
                if (votes[s] == VoteTable.None)
                {
                    continue;
                }

                foreach (var parent in layout.Parents(s))
                {
                    votesFor[(parent * classes) + votes[s]]++;
                }

                for (var c = 0; byClass && c < classes; c++)
                {
                    curvature[layout.Confusions(s, votes[s]) + c] += even;
                }
            }

            for (var k = 0; k < (byClass ? layout.Bias : curvature.Length); k++)
            {
                var counts = votesFor.AsSpan(k * classes, classes);
                double sum = 0, squares = 0;
                foreach (var count in counts)
                {
                    sum += count;
                    squares += count * count;
                }

                curvature[k] += (squares / classes) - (sum * sum / classes / classes);
            }

            for (var c = 0; byClass && c < classes; c++)
            {
                curvature[layout.Bias + c] += even;
            }
        }

        return curvature;
    }

    private void Score(StackingLayout layout, ReadOnlySpan<short> votes, ReadOnlySpan<double> point, double[] own, Span<double> row)
    {
        row.Clear();
        if (byClass)
        {
            Add(row, point.Slice(layout.Bias, row.Length));
        }

        for (var s = 0; s < votes.Length; s++)
        {
            if (votes[s] == VoteTable.None)
            {
                continue;
            }

            row[votes[s]] += own[s];
            if (byClass)
            {
                Add(row, point.Slice(layout.Confusions(s, votes[s]), row.Length));
            }
        }
    }

    private static void Add(Span<double> target, ReadOnlySpan<double> values)
    {
        for (var c = 0; c < target.Length; c++)
        {
            target[c] += values[c];
        }
    }
}
