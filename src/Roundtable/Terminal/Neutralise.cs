using System.Globalization;
using System.Text;

namespace Roundtable.Terminal;

/// <summary>Makes model text harmless for a terminal: control characters and direction overrides become visible, not effective.</summary>
internal static class Neutralise
{
    /// <summary>The text with C0 and C1 controls (but not line feed and tab) and bidirectional controls replaced by a visible sign.</summary>
    public static string Text(string text)
    {
        if (!text.Any(Harmful))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            safe.Append(!Harmful(c) ? c : c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        }

        return safe.ToString();
    }

    private static bool Harmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C'
        || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
