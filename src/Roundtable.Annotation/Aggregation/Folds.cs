namespace Roundtable.Annotation.Aggregation;

/// <summary>Gold dealt into folds, so that each part can be labelled by what was learned from the others.</summary>
internal static class Folds
{
    /// <summary>Number of folds; fewer where there are fewer groups.</summary>
    public const int Count = 5;

    /// <summary>Deals items into folds of nearly equal size. Items of one group come into one fold.</summary>
    /// <param name="items">Indices of items.</param>
    /// <param name="groups">A group for each item of the table, or null where each item is a group of its own.</param>
    /// <param name="seed">The order in which groups are dealt.</param>
    /// <returns>The items of each fold; no fold is empty.</returns>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<int> items, IReadOnlyList<int>? groups, int seed)
    {
        var dealt = (groups is null ? [.. items.Select(i => new[] { i })] : items.GroupBy(i => groups[i]).Select(g => g.ToArray()).ToArray());
        Shuffle(dealt, seed);
        var folds = Enumerable.Range(0, Math.Min(Count, dealt.Length)).Select(_ => new List<int>()).ToArray();
        foreach (var group in dealt)
        {
            folds.MinBy(f => f.Count)!.AddRange(group);
        }

        return [.. folds.Select(f => f.Order().ToArray())];
    }

    /// <summary>A seeded order that is the same in every version of .NET (SplitMix64, Fisher–Yates).</summary>
    public static void Shuffle<T>(Span<T> values, int seed)
    {
        var state = (ulong)seed;
        for (var i = values.Length - 1; i > 0; i--)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            var j = (int)(z % (ulong)(i + 1));
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
