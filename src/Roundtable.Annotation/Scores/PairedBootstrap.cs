using Roundtable.Annotation.Estimates;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Scores;

/// <summary>
/// Percentile bootstrap over items (Efron 1979): items are drawn with replacement, each with all of its scores, so that differences between two scores of the
/// same items are
/// compared item by item. The same seed gives the same interval.
/// </summary>
public static class PairedBootstrap
{
    /// <summary>How many resamples are drawn where nothing else is asked for.</summary>
    public const int DefaultResamples = 2_000;

    /// <summary>The mean of one score of each item.</summary>
    /// <exception cref="ArgumentException">Without items.</exception>
    public static MeanWithInterval Mean(ReadOnlySpan<double> scores, long seed, int resamples = DefaultResamples, double level = Interval.DefaultLevel)
    {
        if (scores.Length == 0)
        {
            throw new ArgumentException("Without items there is no mean.", nameof(scores));
        }

        var random = new SeededRandom(seed, "bootstrap");
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < scores.Length; i++)
            {
                sum += scores[random.Next(scores.Length)];
            }

            means[r] = sum / scores.Length;
        }

        var total = 0.0;
        foreach (var score in scores)
        {
            total += score;
        }

        return new MeanWithInterval(total / scores.Length, Percentiles(means, level));
    }

    /// <summary>The mean of the first score minus the second, item by item.</summary>
    /// <exception cref="ArgumentException">When the scores are not of the same items, or of none.</exception>
    public static MeanWithInterval Difference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, long seed, int resamples = DefaultResamples, double level = Interval.DefaultLevel)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"Paired scores are of the same items: {first.Length} are not {second.Length}.", nameof(second));
        }

        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = first[i] - second[i];
        }

        return Mean(differences, seed, resamples, level);
    }

    /// <summary>The middle share <paramref name="level"/> of some values, which are sorted in place.</summary>
    internal static Interval Percentiles(double[] values, double level)
    {
        Array.Sort(values);
        var tail = (1 - level) / 2;
        return new Interval(At(values, tail), At(values, 1 - tail), level);
    }

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>A mean and its interval.</summary>
/// <param name="Mean">The mean over the items.</param>
/// <param name="Interval">Its bootstrap interval.</param>
public sealed record MeanWithInterval(double Mean, Interval Interval);
