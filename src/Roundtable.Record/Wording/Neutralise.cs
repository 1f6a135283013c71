using System.Globalization;
using System.Text;

namespace Roundtable.Record.Wording;

/// <summary>
/// Text that others wrote, made harmless and visible: a control character that a terminal would obey, or a bidirectional
/// override that would make text read otherwise than it is (Unicode TR 36, section 3.2), is shown instead of sent.
/// </summary>
public static class Neutralise
{
    /// <summary>The text with line feeds and tabs kept, and everything else that is not printed shown.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            Append(shown, rune);
        }

        return shown.ToString();
    }

    /// <summary>The same on one line: each run of white space is one space.</summary>
    public static string Line(string text) => string.Join(' ', Text(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a character changes how others are shown or hides: bidirectional controls, invisible marks, tags.</summary>
    public static bool IsHidden(int c) => c is 0x061C or 0x180E or 0x200B or 0x200E or 0x200F or 0xFEFF
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F);

    private static void Append(StringBuilder shown, Rune rune)
    {
        var c = rune.Value;
        switch (c)
        {
            case '\n' or '\t':
                shown.Append((char)c);
                break;
            case 0x2028 or 0x2029 or 0x85:
                shown.Append('\n');
                break;
            case < 0x20:
                shown.Append((char)(0x2400 + c)); // the Unicode control pictures
                break;
            case 0x7F:
                shown.Append('\u2421');
                break;
            case > 0x7F and < 0xA0:
            case var hidden when IsHidden(hidden):
                shown.Append(CultureInfo.InvariantCulture, $"<U+{c:X4}>");
                break;
            default:
                shown.Append(rune.ToString()); // a lone surrogate has become U+FFFD
                break;
        }
    }
}
