namespace Roundtable.Annotation.Calibration;

/// <summary>
/// Temperature scaling (Guo et al. 2017): the one number by which log odds are divided so that told probabilities are those that held on gold that the rule
/// did not see. With the few items of gold that a person gives, one number is what can be fitted; isotonic regression and Platt scaling, which fit more,
/// were not measured (docs/aggregation.md).
/// </summary>
internal static class TemperatureScaling
{
    private const double Lowest = -1.5;
    private const double Highest = 3;

    /// <summary>No item counts for more: one that was told for certain and wrong must not decide alone.</summary>
    private static readonly double MaxLoss = -Math.Log(1e-9);

    /// <summary>The temperature that makes gold most likely.</summary>
    /// <param name="distributions">Held-out probabilities: one row for each item of gold.</param>
    /// <param name="truths">The gold classes.</param>
    /// <param name="spread">The expected spread of the temperature's logarithm around 0, above 0: few items change little.</param>
    public static double Fit(IReadOnlyList<double[]> distributions, IReadOnlyList<short> truths, double spread)
    {
        var classes = distributions.Count == 0 ? 0 : distributions[0].Length;
        var logs = new double[distributions.Count * classes];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(Math.Max(distributions[i / classes][i % classes], Softmax.Smallest));
        }

        // The loss is convex in 1/T and so has one minimum in ln T; the penalty is convex in ln T near 0. Golden sections find it.
        var ratio = (Math.Sqrt(5) - 1) / 2;
        double low = Lowest, high = Highest;
        var left = high - (ratio * (high - low));
        var right = low + (ratio * (high - low));
        double atLeft = Loss(left), atRight = Loss(right);
        while (high - low > 1e-4)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Loss(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Loss(right);
            }
        }

        return Math.Exp((low + high) / 2);

        // The cross-entropy of log odds divided by a temperature: no distribution has to be made for it.
        double Loss(double logarithm)
        {
            var loss = logarithm * logarithm / (2 * spread * spread);
            var cold = Math.Exp(-logarithm);
            for (var i = 0; i < truths.Count; i++)
            {
                var row = logs.AsSpan(i * classes, classes);
                var most = double.NegativeInfinity;
                foreach (var value in row)
                {
                    most = Math.Max(most, value);
                }

                var sum = 0.0;
                foreach (var value in row)
                {
                    sum += Math.Exp((value - most) * cold);
                }

                loss += Math.Min(MaxLoss, ((most - row[truths[i]]) * cold) + Math.Log(sum));
            }

            return loss;
        }
    }
}
