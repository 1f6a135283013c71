namespace Roundtable.Corpus.Blocks;

/// <summary>The partitions in which keys are ordered on disk.</summary>
internal static class KeyPartitions
{
    /// <summary>The number of upper bits of a key that select its partition.</summary>
    public const int Bits = 12;

    /// <summary>The number of partitions.</summary>
    public const int Count = 1 << Bits;
}
