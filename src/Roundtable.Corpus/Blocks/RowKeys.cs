using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Blocks;

/// <summary>All keys of the rows of a block: hashes of their texts, keys of the bands of their signatures, and fingerprints.</summary>
/// <param name="bands">The bands of signatures.</param>
internal sealed class RowKeys(Bands bands)
{
    private readonly ulong[] _bands = new ulong[bands.Count];
    private readonly FingerprintedWords _words = new(Fingerprints.Long);

    /// <summary>Hashes of whole texts.</summary>
    public BlockKeys<UInt128> Equal { get; } = new(key => (int)(ulong)(key >> (128 - KeyPartitions.Bits)));

    /// <summary>Keys of the bands of signatures.</summary>
    public BlockKeys<ulong> Bands { get; } = new(key => (int)(key >> (64 - KeyPartitions.Bits)));

    /// <summary>Fingerprints by which passages are found.</summary>
    public BlockKeys<ulong> Passages { get; } = new(key => (int)(key >> (64 - KeyPartitions.Bits)));

    /// <summary>Removes all keys.</summary>
    public void Clear()
    {
        Equal.Clear();
        Bands.Clear();
        Passages.Clear();
    }

    /// <summary>Adds a row.</summary>
    /// <param name="hash">The hash of its text.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="words">The hashes of its words.</param>
    /// <param name="row">Its index in its block.</param>
    public void Add(UInt128 hash, ReadOnlySpan<uint> signature, ReadOnlySpan<ulong> words, int row)
    {
        Equal.Add(hash, row);
        bands.Keys(signature, _bands);
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
