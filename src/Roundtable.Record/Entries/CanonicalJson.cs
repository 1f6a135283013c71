using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Record.Entries;

/// <summary>
/// RFC 8785, the JSON Canonicalization Scheme: exactly one byte sequence for each JSON value. Members are sorted by UTF-16 code
/// units, numbers are IEEE 754 doubles in ECMAScript's notation, strings are UTF-8 with as few escapes as possible.
/// </summary>
/// <remarks>
/// Input must be I-JSON (RFC 7493): duplicate names, lone surrogates and numbers out of range for a double are rejected
/// with a <see cref="JsonException"/>, as is nesting deeper than <see cref="MaxDepth"/>.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Maximum nesting depth of arrays and objects.</summary>
    public const int MaxDepth = 128;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The canonical UTF-8 bytes of <paramref name="node"/>; a null reference is the JSON literal null.</summary>
    /// <exception cref="JsonException">When the value is not I-JSON.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var output = new ArrayBufferWriter<byte>();
        Guard(() => Write(output, node, 0));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical UTF-8 bytes of <paramref name="element"/>.</summary>
    /// <exception cref="JsonException">When the value is not I-JSON.</exception>
    public static byte[] Write(JsonElement element)
    {
        var output = new ArrayBufferWriter<byte>();
        Guard(() => Write(output, element, 0));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="JsonException">When <paramref name="utf8Json"/> is not one I-JSON text.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        if (reader.Read())
        {
            throw new JsonException("There is trailing data after the JSON value.");
        }

        return Write(document.RootElement);
    }

    /// <summary>Appends a string literal.</summary>
    /// <exception cref="EncoderFallbackException">When <paramref name="value"/> has a lone surrogate.</exception>
    internal static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> value)
    {
        output.Write("\""u8);
        while (true)
        {
            var next = value.IndexOfAny(Escaped);
            var plain = next < 0 ? value : value[..next];
            var span = output.GetSpan(plain.Length * 3);
            output.Advance(Strict.GetBytes(plain, span));
            if (next < 0)
            {
                break;
            }

            WriteEscape(output, value[next]);
            value = value[(next + 1)..];
        }

        output.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private static void WriteEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            default:
                output.Write("\\u00"u8);
                output.Write([(byte)('0' + (c >> 4)), (byte)"0123456789abcdef"[c & 15]]);
                break;
        }
    }

    /// <summary>Maps every violation of I-JSON to one exception type.</summary>
    private static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new JsonException($"The JSON has no canonical form: {e.Message}", e);
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement element, int depth)
    {
        CheckDepth(depth);
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, element.EnumerateObject().Select(p => (p.Name, p.Value)), depth, Write);
                break;
            case JsonValueKind.Array:
                WriteArray(output, element.EnumerateArray(), depth, Write);
                break;
            case JsonValueKind.String:
                WriteString(output, element.GetString());
                break;
            case JsonValueKind.Number:
                output.Write(Encoding.ASCII.GetBytes(CanonicalNumber.Format(element.GetDouble())));
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new JsonException("An undefined element is not JSON.");
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonNode? node, int depth)
    {
        CheckDepth(depth);
        switch (node)
        {
            case null:
                output.Write("null"u8);
                break;
            case JsonObject members:
                WriteObject(output, members.Select(m => (m.Key, m.Value)), depth, Write);
                break;
            case JsonArray items:
                WriteArray(output, items, depth, Write);
                break;
            case JsonValue value when value.TryGetValue<JsonElement>(out var element):
                Write(output, element, depth);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                WriteString(output, text);
                break;
            default:
                using (var document = JsonDocument.Parse(node.ToJsonString()))
                {
                    Write(output, document.RootElement, depth);
                }

                break;
        }
    }

    private static void WriteObject<T>(
        ArrayBufferWriter<byte> output,
        IEnumerable<(string Name, T Value)> members,
        int depth,
        Action<ArrayBufferWriter<byte>, T, int> write)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
            {
                if (string.Equals(sorted[i].Name, sorted[i - 1].Name, StringComparison.Ordinal))
                {
                    throw new JsonException($"Duplicate member name \"{sorted[i].Name}\" in an object.");
                }

                output.Write(","u8);
            }

            WriteString(output, sorted[i].Name);
            output.Write(":"u8);
            write(output, sorted[i].Value, depth + 1);
        }

        output.Write("}"u8);
    }

    private static void WriteArray<T>(
        ArrayBufferWriter<byte> output, IEnumerable<T> items, int depth, Action<ArrayBufferWriter<byte>, T, int> write)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            write(output, item, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"The JSON is nested deeper than {MaxDepth} levels."));
        }
    }
}
