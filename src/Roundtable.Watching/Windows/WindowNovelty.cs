namespace Roundtable.Watching.Windows;

/// <summary>
/// How new what each caller writes is to all others of a sample: the surprise of its words, of its pairs of words (also less that of the words in
/// them: words in an order of their own) and of the forms of its prompts, each counted over all callers but itself. It is the same function of the sample for every caller in it, so that permutations of callers test it.
/// </summary>
internal static class WindowNovelty
{
    /// <summary>How many numbers a caller has.</summary>
    public const int Count = 4;

    /// <summary>The surprises of each caller, each with mean 0 and variance 1 over all callers (or 0 where all are alike).</summary>
    /// <param name="callers">The sample.</param>
    /// <returns>For each caller <see cref="Count"/> numbers.</returns>
    public static float[][] Of(IReadOnlyList<WindowCaller> callers)
    {
        double?[] words = Surprises([.. callers.Select(c => c.Words)]), pairs = Surprises([.. callers.Select(c => c.Pairs)]);
        double?[] forms = Surprises([.. callers.Select(c => c.Forms)]);
        var result = callers.Select(_ => new float[Count]).ToArray();
        Standardise(words, result, 0);
        Standardise(pairs, result, 1);
        Standardise([.. pairs.Zip(words, (pair, word) => pair - (2 * word))], result, 2);
        Standardise(forms, result, 3);
        return result;
    }

    private static double?[] Surprises(IReadOnlyList<int>[] values)
    {
        Dictionary<int, int> counts = [];
        foreach (var value in values.SelectMany(v => v))
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        var all = values.Sum(v => (long)v.Count);
        return [.. values.Select(v => v.Count == 0 ? (double?)null : Surprise(counts, all, v))];
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

    /// <summary>The mean surprise of values, in nats, by how often others have each of them.</summary>
    private static double Surprise(Dictionary<int, int> counts, long all, IReadOnlyList<int> values)
    {
        Dictionary<int, int> own = [];
        foreach (var value in values)
        {
            own[value] = own.GetValueOrDefault(value) + 1;
        }

        return own.Sum(o => o.Value * Math.Log((all - values.Count + 1) / (counts[o.Key] - o.Value + 0.5))) / values.Count;
    }
}
