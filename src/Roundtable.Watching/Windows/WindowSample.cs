using System.Numerics;
using System.Runtime.InteropServices;

namespace Roundtable.Watching.Windows;

/// <summary>Callers as rows of numbers: the mean of each one's vectors, weighted, and how new what it writes is.</summary>
internal static class WindowSample
{
    // The space behind a vector for novelties: as many as the widest vectors of processors have, so that rows can be added whole.
    private const int Behind = 16;

    /// <summary>The rows, in the order of callers, the same function of all of them for each.</summary>
    /// <param name="callers">The callers.</param>
    /// <param name="length">The length of a vector.</param>
    public static float[][] Of(IReadOnlyList<WindowCaller> callers, int length)
    {
        var rows = new float[callers.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new float[length + Behind];
            callers[i].MeanTo(rows[i]);
        }

        Weigh(rows, length);
        var novelties = WindowNovelty.Of(callers);
        for (var i = 0; i < rows.Length; i++)
        {
            novelties[i].CopyTo(rows[i], length);
        }

        return rows;
    }

    /// <summary>
    /// Takes the mean from each number and divides by the root of its deviation: frequent words, which everybody uses, would otherwise be most of every
    /// distance. A deviation below a hundredth of the greatest is noise of its own, and stays small.
    /// </summary>
    private static void Weigh(float[][] rows, int length)
    {
        var (means, scales) = (new float[length], new float[length]);
        foreach (var row in rows)
        {
            Each(row, means, (r, m) => m + r);
        }

        for (var k = 0; k < length; k++)
        {
            means[k] /= rows.Length;
        }

        foreach (var row in rows)
        {
            Each(means, row, (m, r) => r - m);
            Each(row, scales, (r, v) => v + (r * r));
        }

        var least = scales.Max() / 10_000;
        for (var k = 0; k < length; k++)
        {
            scales[k] = scales[k] > 0 ? 1 / MathF.Sqrt(MathF.Sqrt(MathF.Max(scales[k], least) / rows.Length)) : 0;
        }

        foreach (var row in rows)
        {
            Each(scales, row, (v, r) => r * v);
        }
    }

    /// <summary>Computes each number of the second from those of both, as many as the shorter has, several at once.</summary>
    /// <param name="one">Numbers, as many as are a multiple of what a vector has: <see cref="PromptEmbedding.Length"/>.</param>
    /// <param name="into">Others, which receive what is computed.</param>
    /// <param name="of">Computes it.</param>
    public static void Each(ReadOnlySpan<float> one, Span<float> into, Func<Vector<float>, Vector<float>, Vector<float>> of)
    {
        var length = Math.Min(one.Length, into.Length);
        var from = MemoryMarshal.Cast<float, Vector<float>>(one[..length]);
        var to = MemoryMarshal.Cast<float, Vector<float>>(into[..length]);
        for (var k = 0; k < to.Length; k++)
        {
            to[k] = of(from[k], to[k]);
        }
    }
}
