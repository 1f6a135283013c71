namespace Roundtable.Corpus.Reading;

/// <summary>How much is read at once.</summary>
/// <param name="Block">Bytes of a block, before it is rounded to whole rows.</param>
/// <param name="Longest">Bytes of the longest row that is read; longer ones are set aside.</param>
/// <param name="GiveUp">Bytes of one row after which a packed file is not unpacked further: nothing but a bomb has them.</param>
public sealed record BlockSizes(int Block = 8 << 20, int Longest = 32 << 20, long GiveUp = 1L << 30)
{
    /// <summary>What is used where nobody says otherwise.</summary>
    public static BlockSizes Usual { get; } = new();

    /// <summary>How many blocks a file has that lies unpacked on disk: at least one.</summary>
    /// <param name="length">Its bytes.</param>
    public int Count(long length) => checked((int)Math.Max(1, (length + Block - 1) / Block));

    /// <summary>How many bytes of such a file lie in the stretch of a block, before it is rounded to whole rows.</summary>
    /// <param name="block">Which block, from 0.</param>
    /// <param name="length">The file's bytes.</param>
    public long Stretch(int block, long length) => Math.Min(Block, length - ((long)block * Block));
}
