using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Blocks;

/// <summary>A key of a row within its block. Its lowest bit says whether it stands for an equal text.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RowKey(ulong Key, int Row)
{
    /// <summary>Where the key stands in its file.</summary>
    public int Partition => (int)(Key >> (64 - BlockKeys.PartitionBits));

    /// <summary>The key of a text as it is.</summary>
    public static ulong Exact(UInt128 hash) => (ulong)hash | 1;

    /// <summary>The key of a band.</summary>
    public static ulong Band(ulong key) => key & ~1UL;

    /// <summary>Whether a key stands for an equal text.</summary>
    public static bool IsExact(ulong key) => (key & 1) == 1;
}
