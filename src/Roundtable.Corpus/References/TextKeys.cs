using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>
/// A text with all that collections keep it by and look it up by, each computed when it is first asked for and once for any number of
/// collections. One instance is used for text after text.
/// </summary>
public sealed class TextKeys
{
    private readonly WordList _own = new();
    private readonly uint[] _signature = new uint[MinHash.Places];
    private readonly ulong[] _bands = new ulong[Matches.Bands.Count];
    private readonly ShingleBuffer _shingles = new();
    private bool _hasBands;

    /// <summary>An instance that was turned to no text yet.</summary>
    public TextKeys() => Words = _own;

    /// <summary>Its words.</summary>
    public WordList Words { get; private set; }

    /// <summary>The hash that equal texts have, the white space around them aside.</summary>
    internal UInt128 Hash { get; private set; }

    /// <summary>The key by which equal texts are found: the upper half of the hash.</summary>
    internal ulong Key => (ulong)(Hash >> 64);

    /// <summary>What collections keep of its words, and the fingerprints of these.</summary>
    internal FingerprintedWords Printed { get; } = new(Fingerprints.Short);

    /// <summary>The keys of the bands of its signature.</summary>
    internal ReadOnlySpan<ulong> Bands
    {
        get
        {
            if (!_hasBands)
            {
                MinHash.Compute(_shingles.Of(Words.Hashes), _signature);
                Matches.Bands.Keys(_signature, _bands);
                _hasBands = true;
            }

            return _bands;
        }
    }

    /// <summary>Turns to a text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        _own.Clear();
        Matches.Words.Find(text, _own);
        Read(text, _own);
    }

    /// <summary>Turns to a text whose words are known.</summary>
    internal void Read(ReadOnlySpan<byte> text, WordList words)
    {
        Words = words;
        Hash = XxHash.Of(Trimmed(text));
        _hasBands = false;
        Printed.Read(words.Hashes);
    }

    /// <summary>Its shingles by the words that collections keep, each once and in ascending order; gone with the text, and when its bands are first asked for.</summary>
    internal ReadOnlySpan<ulong> Shingles() => Matches.Shingles.Distinct(_shingles.Of(Printed.Words));

    /// <summary>A text without the white space around it.</summary>
    internal static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
