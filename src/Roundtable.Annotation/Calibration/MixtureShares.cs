namespace Roundtable.Annotation.Calibration;

/// <summary>
/// Stacking of predictive distributions (Yao et al. 2018, doi:10.1214/17-BA1091): the shares of several rules in a mixture, by the likelihood that the
/// mixture gives to gold that the rules did not see. It chooses softly: a rule that others beat on held-out gold loses its share, as fast as the gold can
/// tell them apart.
/// </summary>
internal static class MixtureShares
{
    private const int Iterations = 300;
    private const double Converged = 1e-7;

    /// <summary>The shares, one a rule; they sum to 1.</summary>
    /// <param name="likelihoods">The held-out probability of the gold class: item × rule.</param>
    /// <param name="credits">Items of gold that each rule is credited with before any is counted, above 0.</param>
    public static double[] Fit(IReadOnlyList<double[]> likelihoods, IReadOnlyList<double> credits)
    {
        var rules = credits.Count;
        var shares = Enumerable.Repeat(1.0 / rules, rules).ToArray();
        var next = new double[rules];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            for (var r = 0; r < rules; r++)
            {
                next[r] = credits[r];
            }

            foreach (var item in likelihoods)
            {
                var all = 0.0;
                for (var r = 0; r < rules; r++)
                {
                    all += shares[r] * Math.Max(item[r], 1e-6);
                }

                for (var r = 0; r < rules; r++)
                {
                    next[r] += shares[r] * Math.Max(item[r], 1e-6) / all;
                }
            }

            var sum = next.Sum();
            var moved = 0.0;
            for (var r = 0; r < rules; r++)
            {
                moved = Math.Max(moved, Math.Abs(shares[r] - (next[r] / sum)));
                shares[r] = next[r] / sum;
            }

            if (moved < Converged)
            {
                break;
            }
        }

        return shares;
    }
}
