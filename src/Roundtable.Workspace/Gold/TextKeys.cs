using System.Runtime.InteropServices;
using System.Text;
using Roundtable.Corpus.Matches;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gold;

/// <summary>
/// Keys of texts: equal where a scan of a corpus sees the same words, whatever their letter case and the punctuation and space between them. One instance is
/// used for text after text, by one thread.
/// </summary>
public sealed class TextKeys
{
    private readonly WordList _words = new();

    /// <summary>The key of a text. Texts without any word, such as emoji, are compared as they are, without the space around them.</summary>
    public Digest Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _words.Clear();
        Words.Find(bytes, _words);
        return _words.Count > 0 ? Digest.Of(MemoryMarshal.AsBytes(_words.Hashes)) : Digest.Of(Encoding.UTF8.GetBytes(text.Trim()));
    }
}
