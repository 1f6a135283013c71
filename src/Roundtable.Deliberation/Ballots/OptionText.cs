using System.Globalization;
using System.Text;

namespace Roundtable.Deliberation.Ballots;

/// <summary>The text of an option, or of an answer that names one, without what is only dress: quotation marks, emphasis, brackets, a final stop.</summary>
internal static class OptionText
{
    private const int MaxLength = 2000;

    private static readonly (string Open, string Close)[] _wrappers =
    [
        ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("`", "`"), ("\"", "\""), ("'", "'"), ("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"),
        ("\u201C", "\u201D"), ("\u201E", "\u201C"), ("\u201D", "\u201D"), ("\u2018", "\u2019"), ("\u00AB", "\u00BB"), ("\u300C", "\u300D"),
    ];

    /// <summary>The text in Unicode form KC, upper case, single-spaced and undressed; two texts that come out equal say the same.</summary>
    public static string Plain(string text)
    {
        var plain = Folded(text);
        for (var before = ""; plain != before;)
        {
            before = plain;
            var bare = plain.TrimEnd('.', '!', ',', ';', ':', '\u3002', '\u3001').Trim();
            plain = bare.Length > 0 ? bare : plain;
            foreach (var (open, close) in _wrappers)
            {
                if (plain.Length > open.Length + close.Length
                    && plain.StartsWith(open, StringComparison.Ordinal) && plain.EndsWith(close, StringComparison.Ordinal)
                    && plain[open.Length..^close.Length].Trim() is { Length: > 0 } inner)
                {
                    plain = inner;
                    break;
                }
            }
        }

        return plain;
    }

    /// <summary>The text in Unicode form KC, upper case and single-spaced.</summary>
    public static string Folded(string text)
    {
        var cut = text.Length <= MaxLength ? text : text[..MaxLength];
        var whole = cut.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? string.Concat(cut.EnumerateRunes()) : cut.Normalize(NormalizationForm.FormKC);
        return string.Join(' ', whole.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
    }

    /// <summary>Whether a plain text is one letter of an alphabet, perhaps with the word "option" before it.</summary>
    public static bool IsLetter(string plain) => WithoutWord(plain) is { Length: 1 } one && char.IsUpper(one[0]);

    /// <summary>Whether a plain text begins with a letter as its label, as in "A) …" or "B. …".</summary>
    public static bool IsLabelled(string plain) =>
        plain.TrimStart('(', '[') is { Length: > 2 } text && char.IsUpper(text[0]) && (text[1] is ')' or ':' or ']' || (text[1] == '.' && text[2] == ' '));

    /// <summary>Whether there is a digit in a text.</summary>
    public static bool HasDigit(string text) => text.Any(char.IsDigit);

    /// <summary>A plain text as a number; null where it is none.</summary>
    public static decimal? Number(string plain) =>
        decimal.TryParse(
            plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A plain text without a leading "option", "choice" or "answer".</summary>
    public static string WithoutWord(string plain)
    {
        foreach (var word in (ReadOnlySpan<string>)["OPTION", "CHOICE", "ANSWER"])
        {
            if (plain.StartsWith(word, StringComparison.Ordinal)
                && plain.AsSpan(word.Length).TrimStart(" #:_-").ToString() is { Length: > 0 } rest
                && rest.Length < plain.Length - word.Length)
            {
                return Plain(rest);
            }
        }

        return plain;
    }
}
