using System.Globalization;
using System.Text;

namespace Roundtable.Models.Http;

/// <summary>
/// A key as it may stand in JSON (RFC 8259, section 7): each of its characters as it is, or as <c>\uXXXX</c>, also in a string within a string, where the
/// backslash is escaped itself. Whoever decodes the text would have the key again.
/// </summary>
/// <param name="key">The key; not empty.</param>
internal sealed class EscapedKey(string key)
{
    private const int HexDigits = 4;

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(key);
    private readonly bool _isAscii = Ascii.IsValid(key);

    /// <summary>The first place where the key stands, or where it may begin if more follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ended">Whether nothing follows.</param>
    /// <returns>Where, and its length there, null if the text ends before that is known; null if it stands nowhere.</returns>
    public (int Start, int? Length)? Find(ReadOnlySpan<byte> text, bool ended)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var next = text[start..].IndexOfAny(_bytes[0], (byte)'\\');
            if (next < 0)
            {
                return null;
            }

            start += next;
            var length = Match(text[start..]);
            if (length > 0 || (length is null && !ended))
            {
                return (start, length);
            }
        }

        return null;
    }

    /// <summary>The key's length at the beginning of a text; 0 if it does not stand there, null if the text ends before that is known.</summary>
    private int? Match(ReadOnlySpan<byte> text)
    {
        var at = 0;
        foreach (var expected in _bytes)
        {
            var read = at == text.Length ? null : text[at] == expected ? 1 : _isAscii && text[at] == (byte)'\\' ? Escape(text[at..], expected) : 0;
            if (read is null or 0)
            {
                return read;
            }

            at += read.Value;
        }

        return at;
    }

    private static int? Escape(ReadOnlySpan<byte> text, byte expected)
    {
        var at = text.IndexOfAnyExcept((byte)'\\');
        if (at < 0 || text.Length - at < 1 + HexDigits)
        {
            return at >= 0 && text[at] is not ((byte)'u' or (byte)'/') ? 0 : at >= 0 && text[at] == (byte)'/' && expected == (byte)'/' ? at + 1 : null;
        }

        return text[at] == (byte)'/' && expected == (byte)'/' ? at + 1
            : text[at] == (byte)'u' && int.TryParse(text.Slice(at + 1, HexDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code == expected ? at + 1 + HexDigits
            : 0;
    }
}
