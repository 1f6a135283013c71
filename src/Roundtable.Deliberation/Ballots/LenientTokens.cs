using System.Buffers;
using System.Globalization;
using System.Text;

namespace Roundtable.Deliberation.Ballots;

/// <summary>The tokens of JSON as models write it: marks, keys, escapes, and the space between them.</summary>
internal static class LenientTokens
{
    /// <summary>Maximum length of a key, beyond which it is prose.</summary>
    public const int MaxKeyLength = 60;

    private const int MaxCommentLength = 300;

    /// <summary>What no key has in it.</summary>
    private static readonly SearchValues<char> _noKey = SearchValues.Create("\r\n{}[],:");

    /// <summary>The marks that may close a string or key that <paramref name="open"/> opens; null where it opens none.</summary>
    public static string? Closing(char open) => open switch
    {
        '"' => "\"",
        '\'' => "'",
        '\u201C' or '\u201D' or '\u201E' or '\u201F' => "\u201C\u201D\u201F",
        '\u2018' or '\u2019' => "\u2018\u2019",
        _ => null,
    };

    /// <summary>The index after white space and short comments: one that does not end within reach is none.</summary>
    public static int AfterSpace(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (EndOfComment(text.AsSpan(at)) is > 0 and var length)
            {
                at += length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int EndOfComment(ReadOnlySpan<char> text)
    {
        var end = text.StartsWith("//") ? "\n" : text.StartsWith("/*") ? "*/" : null;
        return end is not null && text[2..Math.Min(text.Length, MaxCommentLength)].IndexOf(end) is >= 0 and var at ? at + 2 + end.Length : 0;
    }

    /// <summary>The key at <paramref name="at"/>, in marks of any kind or a bare word, with the colon that follows it; null where there is none.</summary>
    public static string? Key(string text, int at, out int after)
    {
        after = at;
        if (at >= text.Length)
        {
            return null;
        }

        int from, to;
        if (Closing(text[at]) is { } closing)
        {
            from = at + 1;
            to = text.AsSpan(from, Math.Min(MaxKeyLength, text.Length - from)).IndexOfAny(closing) is >= 0 and var length ? from + length : -1;
            after = to + 1;
        }
        else
        {
            from = to = at;
            while (to < text.Length && to - from < MaxKeyLength && (char.IsAsciiLetterOrDigit(text[to]) || text[to] == '_'))
            {
                to++;
            }

            after = to;
        }

        if (to <= from || text.AsSpan(from, to - from).ContainsAny(_noKey))
        {
            return null;
        }

        after = AfterSpace(text, after);
        if (after >= text.Length || text[after] != ':')
        {
            return null;
        }

        after++;
        return text[from..to];
    }

    /// <summary>Reads the escape at a backslash and returns the index after it; a backslash that begins none is LaTeX or a path, and stays.</summary>
    public static int Unescape(string text, int at, StringBuilder value)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (next == 'u' && at + 6 <= text.Length
            && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            value.Append((char)unit);
            return at + 6;
        }

        // Nobody means a form feed or a backspace: \frac and \beta do not begin with one.
        var letter = at + 2 < text.Length && char.IsAsciiLetterLower(text[at + 2]);
        value.Append(next switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "",
            'f' or 'b' when !letter => "",
            '"' or '\'' or '\\' or '/' => next.ToString(),
            '\0' => "\\",
            _ => $"\\{next}",
        });
        return at + (next == '\0' ? 1 : 2);
    }
}
