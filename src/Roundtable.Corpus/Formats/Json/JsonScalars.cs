namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Numbers and the literals true, false and null (RFC 8259, sections 3 and 6); and NaN, Infinity and -Infinity, which Python and others write for numbers that
/// JSON does not have.
/// </summary>
internal static class JsonScalars
{
    /// <summary>The length in bytes of the number or literal that begins here; 0 and a fault for none.</summary>
    public static int Length(ReadOnlySpan<byte> json, out JsonFault fault)
    {
        if (json.IsEmpty)
        {
            fault = JsonFault.Cut;
            return 0;
        }

        var word = json[0] switch
        {
            (byte)'t' => "true"u8,
            (byte)'f' => "false"u8,
            (byte)'n' => "null"u8,
            (byte)'N' => "NaN"u8,
            (byte)'I' => "Infinity"u8,
            _ => default,
        };
        if (!word.IsEmpty)
        {
            var whole = json.StartsWith(word);
            fault = whole ? JsonFault.None : word.StartsWith(json) ? JsonFault.Cut : JsonFault.Unexpected;
            return whole ? word.Length : 0;
        }

        if (json.StartsWith("-Infinity"u8))
        {
            fault = JsonFault.None;
            return "-Infinity".Length;
        }

        if (json[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            fault = JsonFault.Unexpected;
            return 0;
        }

        var length = JsonNumbers.Length(json);
        fault = length < 0 ? JsonFault.Number : JsonFault.None;
        return Math.Max(length, 0);
    }
}
