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
        var (means, variances) = (new double[length], new double[length]);
        foreach (var row in rows)
        {
            for (var k = 0; k < length; k++)
            {
                means[k] += row[k] / (double)rows.Length;
            }
        }

        foreach (var row in rows)
        {
            for (var k = 0; k < length; k++)
            {
                row[k] -= (float)means[k];
                variances[k] += row[k] * (double)row[k] / rows.Length;
            }
        }

        var least = variances.Max() / 10_000;
        for (var k = 0; k < length; k++)
        {
            variances[k] = variances[k] > 0 ? 1 / Math.Sqrt(Math.Sqrt(Math.Max(variances[k], least))) : 0;
        }

        foreach (var row in rows)
        {
            for (var k = 0; k < length; k++)
            {
                row[k] *= (float)variances[k];
            }
        }
    }
}
