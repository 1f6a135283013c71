namespace Roundtable.Corpus.Matches;

/// <summary>The words of a text: a 64-bit hash and the position of each. One instance is reused for text after text.</summary>
public sealed class WordList
{
    private ulong[] _hashes = new ulong[1024];

    // The start and the end of each word, alternating.
    private int[] _edges = new int[2048];

    /// <summary>The number of words.</summary>
    public int Count { get; private set; }

    /// <summary>The hashes of the words, in text order.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>The byte of the text at which a word begins.</summary>
    public int Start(int word) => _edges[2 * word];

    /// <summary>The byte of the text after a word.</summary>
    public int End(int word) => _edges[(2 * word) + 1];

    /// <summary>Removes all words.</summary>
    public void Clear()
    {
        Count = 0;
        if (_hashes.Length > 1 << 17)
        {
            // Memory that one long row needed is released.
            (_hashes, _edges) = (new ulong[1024], new int[2048]);
        }
    }

    internal void Add(ulong hash, int start, int end)
    {
        Room(1);
        (_hashes[Count], _edges[2 * Count], _edges[(2 * Count) + 1]) = (hash, start, end);
        Count++;
    }

    /// <summary>The arrays, with room for this many more words; <see cref="Advance"/> sets how many were written.</summary>
    internal (ulong[] Hashes, int[] Edges) Room(int words)
    {
        if (_hashes.Length - Count < words)
        {
            var length = Math.Max(_hashes.Length * 2, Count + words);
            Array.Resize(ref _hashes, length);
            Array.Resize(ref _edges, length * 2);
        }

        return (_hashes, _edges);
    }

    internal void Advance(int count) => Count = count;
}
