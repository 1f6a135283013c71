using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>
/// A text with the keys by which collections store it and look it up, each computed on first use and once for any number of collections. One
/// instance is reused for text after text.
/// </summary>
public sealed class TextKeys
{
    private readonly WordList _own = new();
    private readonly uint[] _signature = new uint[MinHash.Places];
    private readonly ulong[] _bands = new ulong[Matches.Bands.Usual.Count];
    private readonly ShingleBuffer _shingles = new();
    private bool _hasBands;

    /// <summary>An instance without a text.</summary>
    public TextKeys() => Words = _own;

    /// <summary>Its words.</summary>
    public WordList Words { get; private set; }

    /// <summary>The hash of the text without surrounding white space.</summary>
    internal UInt128 Hash { get; private set; }

    /// <summary>The key by which equal texts are found: the upper half of the hash.</summary>
    internal ulong Key => (ulong)(Hash >> 64);

    /// <summary>Its words as collections store them, and their fingerprints.</summary>
    internal FingerprintedWords Printed { get; } = new(Fingerprints.Short);

    /// <summary>The keys of the bands of its signature.</summary>
    internal ReadOnlySpan<ulong> Bands
    {
        get
        {
            if (!_hasBands)
            {
                MinHash.Compute(_shingles.Of(Words.Hashes), _signature);
                Matches.Bands.Usual.Keys(_signature, _bands);
                _hasBands = true;
            }

            return _bands;
        }
    }

    /// <summary>Replaces the text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        _own.Clear();
        Matches.Words.Find(text, _own);
        Read(text, _own);
    }

    /// <summary>Replaces the text by one whose words are known.</summary>
    internal void Read(ReadOnlySpan<byte> text, WordList words)
    {
        Words = words;
        Hash = XxHash.Of(Trimmed(text));
        _hasBands = false;
        Printed.Read(words.Hashes);
    }

    /// <summary>The shingles of its words as stored, distinct and in ascending order; valid until the text is replaced or its bands are first read.</summary>
    internal ReadOnlySpan<ulong> Shingles() => Matches.Shingles.Distinct(_shingles.Of(Printed.Words));

    /// <summary>A text without surrounding white space.</summary>
    internal static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
