namespace Roundtable.Corpus.Plans;

/// <summary>One of several parts of a scan.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Count">The number of shards; 1 for a scan that is not divided.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>The whole scan as one shard.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Whether a block or file with this number belongs to the shard.</summary>
    internal bool Has(int number) => number % Count == Index;
}
