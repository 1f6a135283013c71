using System.Buffers;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Writes bytes as a JSON string. Invalid UTF-8 is left unchanged, and reported when the row is read.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> _special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    public static void Write(ReadOnlySpan<byte> text, TextBuffer json)
    {
        json.Add("\""u8);
        while (true)
        {
            var next = text.IndexOfAny(_special);
            if (next < 0)
            {
                json.Add(text);
                json.Add("\""u8);
                return;
            }

            json.Add(text[..next]);
            var special = text[next];
            switch (special)
            {
                case (byte)'"':
                    json.Add("\\\""u8);
                    break;
                case (byte)'\\':
                    json.Add("\\\\"u8);
                    break;
                case (byte)'\n':
                    json.Add("\\n"u8);
                    break;
                default:
                    json.Add("\\u00"u8);
                    json.Add([(byte)"01"[special >> 4], (byte)"0123456789abcdef"[special & 0xF]]);
                    break;
            }

            text = text[(next + 1)..];
        }
    }
}
