using System.Numerics;
using System.Runtime.InteropServices;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Scores;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Evaluation;

/// <summary>
/// <see cref="PairedBootstrap.Mean"/> of many scores of the same items at once: the items of each resample are drawn once for all scores, which gives the same
/// intervals as one after the other, up to rounding, in a fraction of the time.
/// </summary>
internal static class ItemResamples
{
    private const int Batch = 25;

    /// <summary>The means of some scores, each with its interval.</summary>
    /// <param name="scores">The scores of all items, a list each.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IReadOnlyList<MeanWithInterval> Means(IReadOnlyList<double[]> scores, long seed, CancellationToken cancellation)
    {
        var items = scores[0].Length;
        var random = new SeededRandom(seed, "bootstrap");
        var means = scores.Select(_ => new double[PairedBootstrap.DefaultResamples]).ToArray();
        var drawn = Enumerable.Range(0, Batch).Select(_ => new double[items]).ToArray();
        for (var first = 0; first < PairedBootstrap.DefaultResamples; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var counts in drawn)
            {
                Array.Clear(counts);
                for (var i = 0; i < items; i++)
                {
                    counts[random.Next(items)]++;
                }
            }

            var from = first;
            Parallel.For(0, scores.Count, s =>
            {
                for (var r = 0; r < Batch; r++)
                {
                    means[s][from + r] = Dot(scores[s], drawn[r]) / items;
                }
            });
        }

        return [.. scores.Select((s, i) => new MeanWithInterval(s.Sum() / items, PairedBootstrap.Percentiles(means[i], Interval.DefaultLevel)))];
    }

    private static double Dot(double[] scores, double[] counts)
    {
        ReadOnlySpan<Vector<double>> left = MemoryMarshal.Cast<double, Vector<double>>(scores);
        ReadOnlySpan<Vector<double>> right = MemoryMarshal.Cast<double, Vector<double>>(counts);
        var sum = Vector<double>.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        var total = Vector.Sum(sum);
        for (var i = left.Length * Vector<double>.Count; i < scores.Length; i++)
        {
            total += scores[i] * counts[i];
        }

        return total;
    }
}
