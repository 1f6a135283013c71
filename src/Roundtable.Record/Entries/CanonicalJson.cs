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
                WriteObject(output, element, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(output, element, depth);
                break;
            case JsonValueKind.String:
                CanonicalString.Write(output, element.GetString());
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
                WriteObject(output, members, depth);
                break;
            case JsonArray items:
                WriteArray(output, items, depth);
                break;
            case JsonValue value when value.TryGetValue<JsonElement>(out var element):
                Write(output, element, depth);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                CanonicalString.Write(output, text);
                break;
            default:
                using (var document = JsonDocument.Parse(node.ToJsonString()))
                {
                    Write(output, document.RootElement, depth);
                }

                break;
        }
    }

    // Elements and nodes are written by twins, and not by code that is generic over them: the runtime has to compile that anew in
    // every process, which took longer than the work of a short command.
    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement members, int depth)
    {
        List<string> names = [];
        List<object?> values = [];
        foreach (var member in members.EnumerateObject())
        {
            names.Add(member.Name);
            values.Add(member.Value);
        }

        WriteMembers(output, names, values, depth);
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonObject members, int depth)
    {
        List<string> names = [];
        List<object?> values = [];
        foreach (var (name, value) in members)
        {
            names.Add(name);
            values.Add(value);
        }

        WriteMembers(output, names, values, depth);
    }

    private static void WriteMembers(ArrayBufferWriter<byte> output, List<string> names, List<object?> values, int depth)
    {
        var sorted = names.ToArray();
        var ordered = values.ToArray();
        Array.Sort(sorted, ordered, StringComparer.Ordinal);
        output.Write("{"u8);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
            {
                if (string.Equals(sorted[i], sorted[i - 1], StringComparison.Ordinal))
                {
                    throw new JsonException($"Duplicate member name \"{sorted[i]}\" in an object.");
                }

                output.Write(","u8);
            }

            CanonicalString.Write(output, sorted[i]);
            output.Write(":"u8);
            if (ordered[i] is JsonElement element)
            {
                Write(output, element, depth + 1);
            }
            else
            {
                Write(output, (JsonNode?)ordered[i], depth + 1);
            }
        }

        output.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonElement items, int depth)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in items.EnumerateArray())
        {
            Separate(output, ref first);
            Write(output, item, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonArray items, int depth)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in items)
        {
            Separate(output, ref first);
            Write(output, item, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void Separate(ArrayBufferWriter<byte> output, ref bool first)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
    }

    private static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"The JSON is nested deeper than {MaxDepth} levels."));
        }
    }
}
