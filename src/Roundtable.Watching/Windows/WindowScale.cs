using System.Numerics;
using System.Runtime.InteropServices;

namespace Roundtable.Watching.Windows;

/// <summary>
/// What permutations of a sample give on the average: deviations of different kinds are then told in one measure, standard deviations, and the greatest of them
/// is one statistic (as in the aggregated tests of Schrab et al. 2023), whose own permutations give its p-value.
/// </summary>
internal sealed class WindowScale
{
    private const int Pairs = 8192;

    private readonly double _mean;
    private readonly double _spread;
    private readonly double _sum;

    /// <summary>Measures a sample.</summary>
    /// <param name="all">Rows: vectors of mean 0, and novelties of mean 0 and variance 1 behind them.</param>
    /// <param name="length">The length of the vectors.</param>
    /// <param name="first">How many of the rows are the window's.</param>
    public WindowScale(float[][] all, int length, int first)
    {
        var (count, others) = (all.Length, all.Length - first);
        var trace = all.Average(row => Dot(row, row, length));
        var (random, square) = (new SplitMix(1), 0.0);
        for (var i = 0; i < Pairs; i++)
        {
            var one = random.Next(count);
            var product = Dot(all[one], all[(one + 1 + random.Next(count - 1)) % count], length);
            square += product * product / Pairs;
        }

        // Of a mean of rows that are drawn without putting them back.
        var share = (double)others / first / (count - 1);
        _mean = share * count / others * count / others * trace;
        _spread = trace > 0 ? 2 * square / (9 * trace * trace) : 0;
        _sum = first * Math.Sqrt(share);
    }

    /// <summary>The greatest deviation, in standard deviations.</summary>
    /// <param name="distance">The squared distance of means.</param>
    /// <param name="novelties">The sums of the window's novelties.</param>
    public double Most(double distance, ReadOnlySpan<float> novelties)
    {
        // A sum of squares, as a number of the normal distribution (Wilson and Hilferty 1931).
        var most = _spread > 0 ? (Math.Cbrt(distance / _mean) - 1 + _spread) / Math.Sqrt(_spread) : 0;
        for (var k = 0; k < WindowNovelty.Count; k++)
        {
            most = Math.Max(most, Math.Abs(novelties[k]) / _sum);
        }

        return most;
    }

    private static double Dot(float[] one, float[] two, int length)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(one.AsSpan(0, length));
        var right = MemoryMarshal.Cast<float, Vector<float>>(two.AsSpan(0, length));
        var sum = Vector<float>.Zero;
        for (var k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return Vector.Sum(sum);
    }
}
