namespace Roundtable.Corpus.Reading;

/// <summary>Size limits of reading.</summary>
/// <param name="Block">Bytes of a block, before rounding to whole rows.</param>
/// <param name="Longest">Maximum length of a row in bytes; longer rows are rejected.</param>
/// <param name="GiveUp">Bytes of one row after which unpacking stops: only a decompression bomb reaches them.</param>
public sealed record BlockSizes(int Block = 8 << 20, int Longest = 32 << 20, long GiveUp = 1L << 30)
{
    /// <summary>The default sizes.</summary>
    public static BlockSizes Default { get; } = new();

    /// <summary>The number of blocks of a file that is unpacked on disk: at least one.</summary>
    /// <param name="length">Its length in bytes.</param>
    public int Count(long length) => checked((int)Math.Max(1, (length + Block - 1) / Block));

    /// <summary>The number of bytes of such a file in a block, before rounding to whole rows.</summary>
    /// <param name="block">The index of the block, from 0.</param>
    /// <param name="length">The file's length in bytes.</param>
    public long Stretch(int block, long length) => Math.Min(Block, length - ((long)block * Block));
}
