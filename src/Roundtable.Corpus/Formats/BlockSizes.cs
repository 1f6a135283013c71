namespace Roundtable.Corpus.Formats;

/// <summary>How much is read at once.</summary>
/// <param name="Block">Bytes of a block, before it is rounded to whole rows.</param>
/// <param name="Longest">Bytes of the longest row that is read; longer ones are set aside.</param>
/// <param name="GiveUp">Bytes of one row after which a packed file is not unpacked further: nothing but a bomb has them.</param>
public sealed record BlockSizes(int Block = 8 << 20, int Longest = 32 << 20, long GiveUp = 1L << 30)
{
    /// <summary>What is used where nobody says otherwise.</summary>
    public static BlockSizes Usual { get; } = new();
}
