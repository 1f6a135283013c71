using System.Runtime.InteropServices;
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
        Standardise(Surprises([.. callers.Select(c => c.Words)], PromptFeatures.BucketCount), result, 0);
        Standardise(Surprises([.. callers.Select(c => c.Forms)], FormCount), result, 1);
        return result;
    }

    /// <summary>The mean surprise of each caller's values, in nats, by how often all others have each of them; null for one that has none.</summary>
    private static double?[] Surprises(List<ushort>[] values, int range)
    {
        var (counts, all) = (new int[range], 0L);
        foreach (var one in values)
        {
            foreach (var value in CollectionsMarshal.AsSpan(one))
            {
                counts[value]++;
            }

            all += one.Count;
        }

        var (own, surprises) = (new int[range], new double?[values.Length]);
        for (var i = 0; i < surprises.Length; i++)
        {
            var said = CollectionsMarshal.AsSpan(values[i]);
            var sum = 0.0;
            foreach (var value in said)
            {
                own[value]++;
            }

            foreach (var value in said)
            {
                if (own[value] > 0)
                {
                    sum += own[value] * Math.Log((all - said.Length + 1) / (counts[value] - own[value] + 0.5));
                    own[value] = 0;
                }
            }

            surprises[i] = said.Length == 0 ? null : sum / said.Length;
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
