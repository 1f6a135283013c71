namespace Roundtable.Corpus.Matches;

/// <summary>The words of a text: a 64-bit hash of each, and where it stands. One instance is filled again and again.</summary>
public sealed class WordList
{
    private ulong[] _hashes = new ulong[1024];
    private int[] _starts = new int[1024];
    private int[] _ends = new int[1024];

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>A hash of each word, in the order of the text.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>The byte of the text at which each word begins.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The byte of the text after each word.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>Forgets all words.</summary>
    public void Clear()
    {
        Count = 0;
        if (_hashes.Length > 1 << 17)
        {
            // What one long row asked for is given back.
            (_hashes, _starts, _ends) = (new ulong[1024], new int[1024], new int[1024]);
        }
    }

    internal void Add(ulong hash, int start, int end)
    {
        Room(1);
        (_hashes[Count], _starts[Count], _ends[Count]) = (hash, start, end);
        Count++;
    }

    /// <summary>The arrays, with room for so many words more; <see cref="Advance"/> says how many were written.</summary>
    internal (ulong[] Hashes, int[] Starts, int[] Ends) Room(int words)
    {
        if (_hashes.Length - Count < words)
        {
            var length = Math.Max(_hashes.Length * 2, Count + words);
            Array.Resize(ref _hashes, length);
            Array.Resize(ref _starts, length);
            Array.Resize(ref _ends, length);
        }

        return (_hashes, _starts, _ends);
    }

    internal void Advance(int count) => Count = count;
}
