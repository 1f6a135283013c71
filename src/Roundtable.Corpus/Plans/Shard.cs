namespace Roundtable.Corpus.Plans;

/// <summary>One of several parts of a scan.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Count">How many there are; 1 for a scan that is not divided.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>All of a scan.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Whether what has a number is this shard's.</summary>
    internal bool Has(int number) => number % Count == Index;
}
