using System.Text;

namespace Roundtable.Corpus.Rows;

/// <summary>
/// Whether a value that is not read looks like text that somebody wrote, and not like an identifier, an address, a hash, a date or a number: three words with
/// spaces between them, or letters of a script that has no spaces.
/// </summary>
internal static class TextLikeness
{
    /// <summary>The length in bytes below which no value counts as text.</summary>
    public const int MinBytes = 12;

    // Bytes of letters beyond ASCII: four letters of three bytes.
    private const int MinForeign = 12;

    // Letters beyond ASCII that are written as \uXXXX.
    private const int MinEscapes = 4;

    // A text shows what it is at its beginning.
    private const int MaxBytes = 256;

    /// <summary>Whether a value is text-like.</summary>
    /// <param name="value">A value in UTF-8, or the inside of a JSON string with its escape sequences.</param>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        if (value.Length < MinBytes)
        {
            return false;
        }

        var head = value[..Math.Min(value.Length, MaxBytes)];
        var words = 0;
        for (var rest = head; ;)
        {
            var space = rest.IndexOf((byte)' ');
            var word = space < 0 ? rest : rest[..space];
            words += word.Length > 0 && (char.IsAsciiLetter((char)word[0]) || word[0] >= 0x80) ? 1 : 0;
            if (words >= 3)
            {
                return true;
            }

            if (space < 0)
            {
                break;
            }

            rest = rest[(space + 1)..];
        }

        return IsForeign(head);
    }

    private static bool IsForeign(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)'\\') && head.Count("\\u"u8) >= MinEscapes)
        {
            return true;
        }

        if (Ascii.IsValid(head))
        {
            return false;
        }

        var foreign = 0;
        foreach (var b in head)
        {
            foreign += b >= 0x80 ? 1 : 0;
        }

        return foreign >= MinForeign;
    }
}
