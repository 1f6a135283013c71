using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Blocks;

/// <summary>All keys of the rows of a block: of their texts as they are, of the bands of their signatures, and of their fingerprints.</summary>
internal sealed class RowKeys
{
    private readonly ulong[] _bands = new ulong[Matches.Bands.Count];
    private readonly PrintedWords _words = new(Fingerprints.Long);

    /// <summary>Keys of texts as they are.</summary>
    public BlockKeys<UInt128> Equal { get; } = new(key => (int)(ulong)(key >> (128 - KeyStretches.Bits)));

    /// <summary>Keys of bands.</summary>
    public BlockKeys<ulong> Bands { get; } = new(key => (int)(key >> (64 - KeyStretches.Bits)));

    /// <summary>Fingerprints by which passages are found.</summary>
    public BlockKeys<ulong> Passages { get; } = new(key => (int)(key >> (64 - KeyStretches.Bits)));

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        Equal.Clear();
        Bands.Clear();
        Passages.Clear();
    }

    /// <summary>Adds a row.</summary>
    /// <param name="hash">The hash of its text.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="words">Hashes of its words.</param>
    /// <param name="row">Which row of its block it is.</param>
    public void Add(UInt128 hash, ReadOnlySpan<uint> signature, ReadOnlySpan<ulong> words, int row)
    {
        Equal.Add(hash, row);
        Matches.Bands.Keys(signature, _bands);
        Bands.Add(_bands, row);
        if (words.Length < WordRuns.PassageLength)
        {
            return;
        }

        _words.Read(words);
        foreach (var (key, _) in _words.Prints)
        {
            Passages.Add(key, row);
        }
    }
}
