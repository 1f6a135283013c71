namespace Roundtable.Annotation.Distributions;

/// <summary>Exact tail probabilities of counts: binomial (with replacement), hypergeometric (without) and Poisson (of rare events).</summary>
public static class Counts
{
    private const int Cached = 4096;

    private static readonly double[] LogFactorials = CacheLogFactorials();

    /// <summary>Natural logarithm of n! (a table up to 4,095, above it Stirling's series, whose error is below 1e-15 there).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="n"/> is negative.</exception>
    public static double LogFactorial(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n < Cached)
        {
            return LogFactorials[n];
        }

        var x = (double)n;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }

    /// <summary>Probability of at most <paramref name="hits"/> successes in <paramref name="trials"/> trials of probability <paramref name="p"/>.</summary>
    public static double BinomialAtMost(long hits, long trials, double p)
    {
        if (hits < 0 || p >= 1)
        {
            return hits < trials ? 0 : 1;
        }

        if (hits >= trials || p <= 0)
        {
            return 1;
        }

        var (logP, logQ, sum) = (Math.Log(p), Math.Log(1 - p), 0.0);
        for (long k = 0; k <= hits; k++)
        {
            sum += Math.Exp(LogChoose(trials, k) + (k * logP) + ((trials - k) * logQ));
        }

        return Math.Min(1, sum);
    }

    /// <summary>
    /// Probability of at most <paramref name="hits"/> events of a Poisson distribution with mean <paramref name="mean"/>, which is not negative.
    /// </summary>
    public static double PoissonAtMost(int hits, double mean)
    {
        var (sum, term) = (0.0, Math.Exp(-mean));
        for (var k = 0; k <= hits; k++)
        {
            sum += term;
            term *= mean / (k + 1);
        }

        return Math.Min(1, sum);
    }

    /// <summary>
    /// Probability that at most <paramref name="hits"/> of <paramref name="drawn"/> items, drawn without replacement from <paramref name="population"/>, are
    /// among the
    /// <paramref name="marked"/> ones.
    /// </summary>
    public static double HypergeometricAtMost(long hits, long population, long marked, long drawn)
    {
        var least = Math.Max(0, drawn - (population - marked));
        if (hits >= Math.Min(drawn, marked))
        {
            return 1;
        }

        var (sum, all) = (0.0, LogChoose(population, drawn));
        for (var k = least; k <= hits; k++)
        {
            sum += Math.Exp(LogChoose(marked, k) + LogChoose(population - marked, drawn - k) - all);
        }

        return Math.Min(1, sum);
    }

    /// <summary>Natural logarithm of the number of ways to choose <paramref name="k"/> of <paramref name="n"/>.</summary>
    public static double LogChoose(long n, long k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double[] CacheLogFactorials()
    {
        var logs = new double[Cached];
        for (var i = 2; i < Cached; i++)
        {
            logs[i] = logs[i - 1] + Math.Log(i);
        }

        return logs;
    }
}
