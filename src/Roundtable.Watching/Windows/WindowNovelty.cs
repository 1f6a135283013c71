using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// How new what each caller writes is to all others of a sample: the surprise of its words and of the forms of its prompts, counted over all callers but
/// itself. It is the same function of the sample for every caller in it, so that permutations of callers test it. It needs no order of words: hashed
/// features have none.
/// </summary>
internal static class WindowNovelty
{
    /// <summary>How many numbers a caller has.</summary>
    public const int Count = 2;

    private const int FormCount = 1024;

    /// <summary>The surprises of each caller, each with mean 0 and variance 1 over all callers (or 0 where all are alike).</summary>
    /// <param name="callers">The sample.</param>
    /// <returns>For each caller <see cref="Count"/> numbers.</returns>
    public static float[][] Of(IReadOnlyList<WindowCaller> callers)
    {
        var result = callers.Select(_ => new float[Count]).ToArray();
        Standardise(Surprises(callers, PromptFeatures.BucketCount, c => c.Prompts.SelectMany(p => p).Select(w => (int)w)), result, 0);
        Standardise(Surprises(callers, FormCount, c => c.Forms), result, 1);
        return result;
    }

    /// <summary>The mean surprise of each caller's values, in nats, by how often all others have each of them; null for one that has none.</summary>
    private static double?[] Surprises(IReadOnlyList<WindowCaller> callers, int range, Func<WindowCaller, IEnumerable<int>> valuesOf)
    {
        var (counts, all) = (new int[range], 0L);
        foreach (var value in callers.SelectMany(valuesOf))
        {
            counts[value]++;
            all++;
        }

        var (own, surprises) = (new int[range], new double?[callers.Count]);
        for (var i = 0; i < surprises.Length; i++)
        {
            var count = 0;
            foreach (var value in valuesOf(callers[i]))
            {
                own[value]++;
                count++;
            }

            var sum = 0.0;
            foreach (var value in valuesOf(callers[i]))
            {
                if (own[value] > 0)
                {
                    sum += own[value] * Math.Log((all - count + 1) / (counts[value] - own[value] + 0.5));
                    own[value] = 0;
                }
            }

            surprises[i] = count == 0 ? null : sum / count;
        }

        return surprises;
    }

    private static void Standardise(double?[] surprises, float[][] result, int column)
    {
        var mean = surprises.Average() ?? 0;
        var deviation = Math.Sqrt(surprises.Sum(s => s is { } known ? (known - mean) * (known - mean) : 0) / Math.Max(1, surprises.Length));
        for (var i = 0; i < result.Length; i++)
        {
            result[i][column] = surprises[i] is { } known && deviation > 1e-9 ? (float)((known - mean) / deviation) : 0;
        }
    }
}
