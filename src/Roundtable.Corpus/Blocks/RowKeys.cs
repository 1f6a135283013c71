
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Blocks;

/// <summary>All keys of the rows of a block: of their texts as they are, and of the bands of their signatures.</summary>
internal sealed class RowKeys
{
    private readonly List<(ulong Key, int Word)> _prints = [];
    private uint[] _words = new uint[1 << 10];
    private readonly ulong[] _bands = new ulong[Matches.Bands.Count];

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
        if (words.Length < WordRuns.Passage)
        {
            return;
        }

        if (_words.Length < words.Length)
        {
            _words = new uint[words.Length * 2];
        }

        WordHash.Shorten(words, _words);
        _prints.Clear();
        Fingerprints.Long.Of(_words.AsSpan(0, words.Length), _prints);
        foreach (var (key, _) in _prints)
        {
            Passages.Add(key, row);
        }
    }
}
