
namespace Roundtable.Corpus.Blocks;

/// <summary>All keys of the rows of a block: of their texts as they are, and of the bands of their signatures.</summary>
internal sealed class RowKeys
{
    private readonly ulong[] _bands = new ulong[Matches.Bands.Count];

    /// <summary>Keys of texts as they are.</summary>
    public BlockKeys<UInt128> Equal { get; } = new(key => (int)(ulong)(key >> (128 - KeyStretches.Bits)));

    /// <summary>Keys of bands.</summary>
    public BlockKeys<ulong> Bands { get; } = new(key => (int)(key >> (64 - KeyStretches.Bits)));

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        Equal.Clear();
        Bands.Clear();
    }

    /// <summary>Adds a row.</summary>
    public void Add(UInt128 hash, ReadOnlySpan<uint> signature, int row)
    {
        Equal.Add(hash, row);
        Matches.Bands.Keys(signature, _bands);
        Bands.Add(_bands, row);
    }
}
