using System.Text;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Escape sequences in strings (RFC 8259, section 7).</summary>
internal static class JsonEscapes
{
    private static readonly System.Buffers.SearchValues<byte> _hexadecimal = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Reads one escape sequence; a surrogate pair counts as one.</summary>
    public static int Read(ReadOnlySpan<byte> json, Span<byte> target, out int written, out JsonFault fault)
    {
        fault = JsonFault.None;
        written = 1;
        switch (json.Length < 2 ? 0 : json[1])
        {
            case (byte)'n':
                target[0] = (byte)'\n';
                return 2;
            case (byte)'"' or (byte)'\\' or (byte)'/':
                target[0] = json[1];
                return 2;
            case (byte)'t':
                target[0] = (byte)'\t';
                return 2;
            case (byte)'r':
                target[0] = (byte)'\r';
                return 2;
            case (byte)'b':
                target[0] = (byte)'\b';
                return 2;
            case (byte)'f':
                target[0] = (byte)'\f';
                return 2;
            case (byte)'u':
                return Unicode(json, target, out written, out fault);
            default:
                written = 0;
                fault = json.Length < 2 ? JsonFault.Cut : JsonFault.Escape;
                return 0;
        }
    }

    private static int Unicode(ReadOnlySpan<byte> json, Span<byte> target, out int written, out JsonFault fault)
    {
        written = 0;
        var first = Four(json);
        if (first < 0)
        {
            fault = json.Length < 6 && json[2..].IndexOfAnyExcept(_hexadecimal) < 0 ? JsonFault.Cut : JsonFault.Escape;
            return 0;
        }

        fault = JsonFault.None;
        if (Rune.TryCreate((char)first, out var rune))
        {
            written = rune.EncodeToUtf8(target);
            return 6;
        }

        var second = json.Length > 7 && json[6] == (byte)'\\' && json[7] == (byte)'u' ? Four(json[6..]) : -1;
        if (second >= 0 && Rune.TryCreate((char)first, (char)second, out rune))
        {
            written = rune.EncodeToUtf8(target);
            return 12;
        }

        fault = JsonFault.Surrogate;
        return 0;
    }

    private static int Four(ReadOnlySpan<byte> json)
    {
        if (json.Length < 6)
        {
            return -1;
        }

        var value = 0;
        foreach (var b in json.Slice(2, 4))
        {
            var digit = b switch
            {
                >= (byte)'0' and <= (byte)'9' => b - '0',
                >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return -1;
            }

            value = (value << 4) | digit;
        }

        return value;
    }
}
