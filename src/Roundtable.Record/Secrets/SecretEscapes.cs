using System.Globalization;

namespace Roundtable.Record.Secrets;

/// <summary>Undoes the encodings that write single characters in another way, so that a text can be searched as whoever decodes it would read it.</summary>
internal static class SecretEscapes
{
    /// <summary>Whether a text has escapes that could hide ASCII characters: <c>\u00</c>, <c>\x</c> or <c>\/</c>.</summary>
    public static bool HasEscapes(ReadOnlySpan<byte> text) =>
        text.Contains((byte)'\\') && (text.IndexOf(@"\u00"u8) >= 0 || text.IndexOf(@"\/"u8) >= 0 || text.IndexOf(@"\x"u8) >= 0);

    /// <summary>Whether a text has percent signs.</summary>
    public static bool HasPercent(ReadOnlySpan<byte> text) => text.Contains((byte)'%');

    /// <summary>
    /// The text without escapes of ASCII characters (RFC 8259, section 7; <c>\xNN</c> of many languages), whatever number of backslashes a string within a
    /// string gave them; other bytes stay.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="plain">At least as long.</param>
    /// <returns>Length of the plain text.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                plain[length++] = text[i++];
                continue;
            }

            var at = i + 1;
            while (at < text.Length && text[at] == '\\')
            {
                at++;
            }

            if (at < text.Length && text[at] == '/')
            {
                (plain[length++], i) = ((byte)'/', at + 1);
            }
            else if (at < text.Length && text[at] == 'u' && TryHex(text, at + 1, 4, out var unit) && unit <= 0x7F)
            {
                (plain[length++], i) = ((byte)unit, at + 5);
            }
            else if (at < text.Length && text[at] == 'x' && TryHex(text, at + 1, 2, out var value))
            {
                (plain[length++], i) = ((byte)value, at + 3);
            }
            else
            {
                text[i..at].CopyTo(plain[length..]);
                (length, i) = (length + at - i, at);
            }
        }

        return length;
    }

    /// <summary>The text with each <c>%NN</c> (RFC 3986, section 2.1) as the byte that it stands for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="plain">At least as long; may be the text itself.</param>
    /// <returns>Length of the plain text.</returns>
    public static int DecodePercent(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%' && TryHex(text, i + 1, 2, out var value))
            {
                (plain[length++], i) = ((byte)value, i + 3);
            }
            else
            {
                plain[length++] = text[i++];
            }
        }

        return length;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int start, int digits, out int value)
    {
        value = 0;
        return start + digits <= text.Length
            && int.TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
