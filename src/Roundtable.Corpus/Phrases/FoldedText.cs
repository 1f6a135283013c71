using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// A part of a text as patterns see it: folded (<see cref="TextFolding"/>), without emphasis and simple HTML tags, runs of white space as one space, a line
/// break between paragraphs, no spaces beside ideographs and kana. It remembers where each character came from. One instance is reused.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>Stands where the text goes on beyond the part, so that it neither begins nor ends there.</summary>
    public const char Cut = '\u0001';

    private const int MaxTag = 12;

    private static readonly (string Entity, char Character)[] _entities =
    [
        ("&#39;", '\''), ("&#x27;", '\''), ("&apos;", '\''), ("&rsquo;", '\''), ("&quot;", '"'), ("&nbsp;", ' '), ("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'),
    ];

    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _from = [];
    private bool _space;
    private int _breaks;
    private bool _ideograph;

    /// <summary>The part as a string.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The byte at which a character begins.</summary>
    public int Start(int index) => _from[index].Start;

    /// <summary>The byte after a character.</summary>
    public int End(int index) => _from[index].End;

    /// <summary>Folds the bytes from one position to another.</summary>
    public void Fold(ReadOnlySpan<byte> text, int start, int end)
    {
        _text.Clear();
        _from.Clear();
        (_space, _breaks, _ideograph) = (false, 0, false);
        if (start > 0)
        {
            Write(text[start - 1] == (byte)'\n' ? '\n' : Cut, start, start);
        }

        for (var at = start; at < end;)
        {
            at += text[at] < 0x80 ? Ascii(text[..end], at) : Other(text[..end], at);
        }

        if (end < text.Length)
        {
            Write(Cut, end, end);
        }

        Text = _text.ToString();
    }

    private int Other(ReadOnlySpan<byte> text, int at)
    {
        Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
        var folded = TextFolding.Of(rune);
        if (folded == ' ')
        {
            _space = true;
        }
        else if (folded != TextFolding.None)
        {
            // Full-width punctuation stands beside ideographs as they do.
            var isMark = rune.Value is (>= 0x3001 and <= 0x301F) or (>= 0xFF01 and <= 0xFF5E) && !char.IsAsciiLetterOrDigit(folded);
            Add(folded, at, at + length, isMark || Folding.IsAlone(rune.Value));
        }

        return length;
    }

    private int Ascii(ReadOnlySpan<byte> text, int at)
    {
        var c = (char)text[at];
        switch (c)
        {
            case '\n':
                _breaks++;
                _space = true;
                return 1;
            case ' ' or '\t' or '\r' or '\f' or '\v':
                _space = true;
                return 1;
            case '*' or '~':
                return 1;
            case '_' when !(IsWord(text, at - 1) && IsWord(text, at + 1)):
                return 1;
            case '<' when Tag(text[at..], out var breaks) is var tag and > 0:
                _space |= breaks;
                return tag;
            case '&':
                foreach (var (entity, character) in _entities)
                {
                    if (StartsWith(text[at..], entity))
                    {
                        if (character == ' ')
                        {
                            _space = true;
                        }
                        else
                        {
                            Add(character, at, at + entity.Length, false);
                        }

                        return entity.Length;
                    }
                }

                break;
        }

        Add(char.ToLowerInvariant(c), at, at + 1, false);
        return 1;
    }

    private void Add(char c, int start, int end, bool ideograph)
    {
        if (_space)
        {
            if (_breaks > 1)
            {
                Write('\n', start, start);
            }
            else if (_text.Length > 0 && !_ideograph && !ideograph)
            {
                Write(' ', start, start);
            }

            (_space, _breaks) = (false, 0);
        }

        Write(c, start, end);
        _ideograph = ideograph;
    }

    private void Write(char c, int start, int end)
    {
        _text.Append(c);
        _from.Add((start, end));
    }

    /// <summary>The length of a tag that marks emphasis or lays out text; 0 for anything else in angle brackets.</summary>
    private static int Tag(ReadOnlySpan<byte> text, out bool breaks)
    {
        breaks = false;
        var length = text[..Math.Min(text.Length, MaxTag)].IndexOf((byte)'>') + 1;
        if (length < 3)
        {
            return 0;
        }

        var name = text[1..(length - 1)].Trim("/ "u8);
        breaks = IsAny(name, "br", "p", "div", "li");
        return breaks || IsAny(name, "b", "i", "em", "strong", "u", "span", "mark") ? length : 0;
    }

    private static bool IsAny(ReadOnlySpan<byte> name, params ReadOnlySpan<string> known)
    {
        foreach (var one in known)
        {
            if (Ascii(name, one))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, string ascii) => text.Length >= ascii.Length && Ascii(text[..ascii.Length], ascii);

    private static bool Ascii(ReadOnlySpan<byte> text, string ascii) => System.Text.Ascii.EqualsIgnoreCase(text, ascii);

    private static bool IsWord(ReadOnlySpan<byte> text, int at) =>
        at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || text[at] >= 0x80);
}
