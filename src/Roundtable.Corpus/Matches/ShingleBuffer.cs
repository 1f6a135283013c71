namespace Roundtable.Corpus.Matches;

/// <summary>Computes the shingles of text after text in one buffer.</summary>
internal sealed class ShingleBuffer
{
    private ulong[] _shingles = new ulong[1 << 10];
    private ulong[] _words = [];

    /// <summary>The shingles of a text, in text order; valid until the next call.</summary>
    /// <param name="words">The hashes of its words.</param>
    public Span<ulong> Of(ReadOnlySpan<ulong> words)
    {
        var count = Shingles.Count(words.Length);
        if (_shingles.Length < count)
        {
            _shingles = new ulong[count * 2];
        }

        Shingles.Of(words, _shingles);
        return _shingles.AsSpan(0, count);
    }

    /// <summary>The same for words of which only 32 bits are known.</summary>
    public Span<ulong> Of(ReadOnlySpan<uint> words)
    {
        if (_words.Length < words.Length)
        {
            _words = new ulong[words.Length * 2];
        }

        for (var i = 0; i < words.Length; i++)
        {
            _words[i] = words[i];
        }

        return Of(_words.AsSpan(0, words.Length));
    }
}
