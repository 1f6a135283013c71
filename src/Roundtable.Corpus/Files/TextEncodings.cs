using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Files;

/// <summary>Recognises the encoding of a text by its first bytes.</summary>
internal static class TextEncodings
{
    // Fewer bytes that are not UTF-8 are damage.
    private const int MinForeign = 3;

    private static readonly SearchValues<byte> _unassigned = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    private static readonly Encoding _windows = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The encoding of a text.</summary>
    /// <param name="head">Its first bytes.</param>
    public static TextEncoding Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => TextEncoding.Utf16,
        [0xFE, 0xFF, ..] => TextEncoding.Utf16BigEndian,
        _ when Zeros(head, 1) => TextEncoding.Utf16,
        _ when Zeros(head, 0) => TextEncoding.Utf16BigEndian,
        _ => IsWindows(head) ? TextEncoding.Windows1252 : TextEncoding.Utf8,
    };

    /// <summary>Converts a text to UTF-8.</summary>
    public static Stream Convert(Stream text, TextEncoding from) => from == TextEncoding.Utf8
        ? text
        : new CheckedStream(Encoding.CreateTranscodingStream(text, Decoder(from), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));

    /// <summary>Whether the lines of a text end with a carriage return alone, as on old Macintosh computers.</summary>
    public static bool HasReturnsOnly(ReadOnlySpan<byte> head) => head.Contains((byte)'\r') && !head.Contains((byte)'\n');

    private static Encoding Decoder(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => _windows,
    };

    /// <summary>Whether nearly every second byte is zero: ASCII in UTF-16.</summary>
    private static bool Zeros(ReadOnlySpan<byte> head, int first)
    {
        var zeros = 0;
        for (var i = first; i < Math.Min(head.Length, 4096); i += 2)
        {
            zeros += head[i] == 0 ? 1 : 0;
        }

        var half = Math.Min(head.Length, 4096) / 2;
        return half >= 4 && zeros >= half * 3 / 4 && !(head[1 - first] == 0);
    }

    /// <summary>
    /// Whether the text is in Windows-1252: it has bytes beyond ASCII, none of them is part of valid UTF-8, and each stands alone or with one other, as letters
    /// with accents and typographic marks do.
    /// </summary>
    private static bool IsWindows(ReadOnlySpan<byte> head)
    {
        var (foreign, at) = (0, 0);
        while (at < head.Length)
        {
            var next = head[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (next < 0)
            {
                break;
            }

            at += next;
            var length = 1;
            while (at + length < head.Length && head[at + length] >= 0x80)
            {
                length++;
            }

            var run = head.Slice(at, length);
            if (at + length < head.Length && (length > 2 || (length > 1 && Utf8.IsValid(run)) || run.IndexOfAny(_unassigned) >= 0))
            {
                return false;
            }

            foreign += length;
            at += length;
        }

        return foreign >= MinForeign;
    }
}
