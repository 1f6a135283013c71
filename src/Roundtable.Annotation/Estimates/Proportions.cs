using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Estimates;

/// <summary>Intervals of a share seen in a sample, without a panel.</summary>
public static class Proportions
{
    private const int Halvings = 60;

    /// <summary>Wilson's score interval (Wilson 1927).</summary>
    /// <param name="share">The share seen, 0 to 1.</param>
    /// <param name="sample">Size of the sample; an effective size need not be a whole number. Infinite where everything was seen.</param>
    /// <param name="level">The confidence.</param>
    public static Interval Wilson(double share, double sample, double level = Interval.DefaultLevel)
    {
        if (double.IsPositiveInfinity(sample))
        {
            return new Interval(share, share, level);
        }

        var z = Normal.TwoSided(level);
        var shrink = 1 + (z * z / sample);
        var centre = (share + (z * z / (2 * sample))) / shrink;
        var half = z / shrink * Math.Sqrt((share * (1 - share) / sample) + (z * z / (4 * sample * sample)));
        return new Interval(share <= 0 ? 0 : Math.Max(0, centre - half), share >= 1 ? 1 : Math.Min(1, centre + half), level);
    }

    /// <summary>The exact interval of Clopper and Pearson (1934), which holds the true share at least as often as it says.</summary>
    /// <param name="hits">How often it was seen.</param>
    /// <param name="trials">In how many trials, at least 1.</param>
    /// <param name="level">The confidence.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there is no trial, or the hits are not from 0 to the trials.</exception>
    public static Interval ClopperPearson(int hits, int trials, double level = Interval.DefaultLevel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        var tail = (1 - level) / 2;
        var low = hits == 0 ? 0 : Crossing(p => 1 - Counts.BinomialAtMost(hits - 1, trials, p) > tail);
        var high = hits == trials ? 1 : Crossing(p => Counts.BinomialAtMost(hits, trials, p) < tail);
        return new Interval(low, high, level);
    }

    /// <summary>Where a condition that fails at 0 and holds at 1 begins to hold.</summary>
    private static double Crossing(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }
}
