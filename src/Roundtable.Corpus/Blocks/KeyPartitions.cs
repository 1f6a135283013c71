namespace Roundtable.Corpus.Blocks;

/// <summary>The stretches in which keys stand on disk.</summary>
internal static class KeyPartitions
{
    /// <summary>How many upper bits of a key say in which it stands.</summary>
    public const int Bits = 12;

    /// <summary>How many there are.</summary>
    public const int Count = 1 << Bits;
}
