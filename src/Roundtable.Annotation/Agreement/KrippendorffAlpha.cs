using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Agreement;

/// <summary>
/// Krippendorff's alpha, 1 − Dₒ ÷ Dₑ (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): 1 is perfect agreement, 0 is chance level, below 0 is
/// systematic
/// disagreement. Items with fewer than two votes have no pair and are left out. For nominal data it is the alpha of a session's agreement (docs/verdicts.md).
/// </summary>
public static class KrippendorffAlpha
{
    private const int MinResamples = 20;

    /// <summary>The alpha of some items; null where fewer than two items have two votes, or no value varies.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="metric">How far classes differ.</param>
    /// <param name="values">The score of each class, for <see cref="AlphaMetric.Interval"/>; null takes the class's index.</param>
    /// <exception cref="ArgumentException">When there is not one value a class.</exception>
    public static double? Of(VoteTable table, AlphaMetric metric = AlphaMetric.Nominal, IReadOnlyList<double>? values = null) =>
        Of(table, metric, values, Enumerable.Range(0, table.Items.Count));

    /// <summary>The alpha with a bootstrap interval over items; null where alpha is undefined. Resamples without an alpha are left out.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="metric">How far classes differ.</param>
    /// <param name="values">The score of each class, for <see cref="AlphaMetric.Interval"/>; null takes the class's index.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="level">The confidence of the interval.</param>
    public static AlphaEstimate? Estimate(
        VoteTable table,
        long seed,
        AlphaMetric metric = AlphaMetric.Nominal,
        IReadOnlyList<double>? values = null,
        int resamples = 1_000,
        double level = Interval.DefaultLevel)
    {
        if (Of(table, metric, values) is not { } alpha)
        {
            return null;
        }

        var random = new SeededRandom(seed, "alpha");
        var drawn = new List<double>(resamples);
        var items = new int[table.Items.Count];
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = random.Next(items.Length);
            }

            if (Of(table, metric, values, items) is { } value)
            {
                drawn.Add(value);
            }
        }

        return new AlphaEstimate(alpha, drawn.Count < MinResamples ? null : PairedBootstrap.Percentiles([.. drawn], level));
    }

    private static double? Of(VoteTable table, AlphaMetric metric, IReadOnlyList<double>? values, IEnumerable<int> items)
    {
        if (values is not null && values.Count != table.Classes.Count)
        {
            throw new ArgumentException($"{table.Classes.Count} classes need as many values, not {values.Count}.", nameof(values));
        }

        var classes = table.Classes.Count;
        var coincidences = new double[classes, classes];
        var counts = new int[classes];
        var paired = 0;
        foreach (var item in items)
        {
            Array.Clear(counts);
            var votes = 0;
            foreach (var vote in table.Of(item))
            {
                if (vote != VoteTable.None)
                {
                    counts[vote]++;
                    votes++;
                }
            }

            if (votes < 2)
            {
                continue;
            }

            paired++;
            for (var a = 0; a < classes; a++)
            {
                for (var b = 0; b < classes && counts[a] > 0; b++)
                {
                    coincidences[a, b] += (double)counts[a] * (a == b ? counts[b] - 1 : counts[b]) / (votes - 1);
                }
            }
        }

        return paired < 2 ? null : Of(coincidences, metric, values);
    }

    private static double? Of(double[,] coincidences, AlphaMetric metric, IReadOnlyList<double>? values)
    {
        var classes = coincidences.GetLength(0);
        var totals = new double[classes];
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                totals[a] += coincidences[a, b];
            }
        }

        var (observed, expected, all) = (0.0, 0.0, totals.Sum());
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                var distance = Distance(a, b, metric, values, totals);
                observed += coincidences[a, b] * distance;
                expected += totals[a] * totals[b] * distance;
            }
        }

        return expected > 0 ? 1 - ((all - 1) * observed / expected) : null;
    }

    private static double Distance(int a, int b, AlphaMetric metric, IReadOnlyList<double>? values, double[] totals)
    {
        if (a == b)
        {
            return 0;
        }

        if (metric == AlphaMetric.Nominal)
        {
            return 1;
        }

        if (metric == AlphaMetric.Interval)
        {
            var difference = (values?[a] ?? a) - (values?[b] ?? b);
            return difference * difference;
        }

        var between = -(totals[a] + totals[b]) / 2;
        for (var c = Math.Min(a, b); c <= Math.Max(a, b); c++)
        {
            between += totals[c];
        }

        return between * between;
    }
}

/// <summary>An alpha and its interval.</summary>
/// <param name="Alpha">Krippendorff's alpha.</param>
/// <param name="Interval">Its bootstrap interval over items; null where hardly any resample has an alpha.</param>
public sealed record AlphaEstimate(double Alpha, Interval? Interval);
