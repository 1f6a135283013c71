using Roundtable.Annotation.Distributions;

namespace Roundtable.Disclosure.Audits;

/// <summary>What a sample bounds: one-sided upper bounds of the share of what is wrong, each of which fails with at most the stated risk.</summary>
public static class WrongShare
{
    // Above it the binomial bound is used, which is never lower; exact tails of larger populations differ from it by less than rounding.
    private const long MaxExact = 1_000_000;

    /// <summary>The upper bound after Clopper and Pearson, for draws with replacement.</summary>
    /// <param name="wrong">How many were wrong.</param>
    /// <param name="drawn">How many were drawn, at least 1.</param>
    /// <param name="alpha">The risk, between 0 and 1.</param>
    public static double Binomial(long wrong, long drawn, double alpha)
    {
        if (wrong >= drawn)
        {
            return 1;
        }

        if (wrong == 0)
        {
            return 1 - Math.Pow(alpha, 1.0 / drawn);
        }

        var (low, high) = ((double)wrong / drawn, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Counts.BinomialAtMost(wrong, drawn, middle) > alpha ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The upper bound for draws without replacement: the largest number of wrong rows that would show so few with more than the risk.</summary>
    /// <param name="wrong">How many were wrong.</param>
    /// <param name="drawn">How many were drawn, at least 1.</param>
    /// <param name="population">How many there are.</param>
    /// <param name="alpha">The risk, between 0 and 1.</param>
    public static double Hypergeometric(long wrong, long drawn, long population, double alpha)
    {
        if (population > MaxExact)
        {
            return Binomial(wrong, drawn, alpha);
        }

        // Fewer than those seen are impossible, and so are more than those not seen to be right.
        var (low, high) = (wrong, population - (drawn - wrong));
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = Counts.HypergeometricAtMost(wrong, population, middle, drawn) > alpha ? (middle, high) : (low, middle - 1);
        }

        return (double)low / population;
    }

    /// <summary>The smallest sample that bounds a share where nothing wrong is found: 59 for 5 %, 299 for 1 %, 2,995 for 0.1 %, at a risk of 5 %.</summary>
    /// <param name="share">The share, between 0 and 1.</param>
    /// <param name="alpha">The risk, between 0 and 1.</param>
    public static long SampleFor(double share, double alpha) => (long)Math.Ceiling(Math.Log(alpha) / Math.Log(1 - share));
}
