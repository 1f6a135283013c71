using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>
/// What texts are compared by where only hashes of one of them may be shown: the hash of the whole without surrounding white space, and those of passages of
/// eight words (winnowing), whatever case and punctuation they have. One instance is reused for text after text.
/// </summary>
public sealed class TextMarks
{
    private readonly TextKeys _keys = new();

    /// <summary>The number of words of a passage.</summary>
    public static int PassageWords => Fingerprints.Short.Length;

    /// <summary>The number of words in a row from which a common run is certain to share a passage that is kept.</summary>
    public static int CertainWords => Fingerprints.Short.Certain;

    /// <summary>The number of words.</summary>
    public int Words => _keys.Words.Count;

    /// <summary>The hash of the whole.</summary>
    public UInt128 Whole => _keys.Hash;

    /// <summary>The hashes of the passages that are kept of a text that others are compared with.</summary>
    public IEnumerable<ulong> Kept => Array.ConvertAll(_keys.Printed.Prints.ToArray(), p => p.Key);

    /// <summary>Replaces the text.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public void Read(ReadOnlySpan<byte> text) => _keys.Read(text);

    /// <summary>The hashes of all passages, by the word that each begins with: what is looked up.</summary>
    public IReadOnlyList<ulong> All() => Fingerprints.Short.All(_keys.Printed.Words);

    /// <summary>The bytes of the text that some words take.</summary>
    /// <param name="first">The first word, from 0.</param>
    /// <param name="count">How many words.</param>
    public (int Start, int Length) Place(int first, int count) =>
        (_keys.Words.Start(first), _keys.Words.End(first + count - 1) - _keys.Words.Start(first));
}
