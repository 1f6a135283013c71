using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>The bytes of a leaf. Written member by member in canonical order: this runs for every call.</summary>
internal static class LeafFormat
{
    private const long MaxInteger = (1L << 53) - 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly string[] Kinds =
        [.. Enum.GetNames<LeafKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public static byte[] Write(Leaf leaf)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write("{"u8);
        Text(output, "call"u8, leaf.Call);
        Content(output, "document"u8, leaf.Document);
        Integer(output, "durationMs"u8, leaf.DurationMs);
        Text(output, "kind"u8, Enum.IsDefined(leaf.Kind) ? Kinds[(int)leaf.Kind] : throw new ArgumentException("The leaf's kind is unknown.", nameof(leaf)));
        Content(output, "output"u8, leaf.Output);
        if (leaf.Producer is { } producer)
        {
            Name(output, "producer"u8);
            output.Write("{"u8);
            Text(output, "connection"u8, producer.Connection);
            Text(output, "requested"u8, producer.Requested);
            Text(output, "served"u8, producer.Served);
            output.Write("}"u8);
        }

        Content(output, "prompt"u8, leaf.Prompt);
        Content(output, "raw"u8, leaf.Raw);
        Content(output, "reason"u8, leaf.Reason);
        if (leaf.Refused)
        {
            Name(output, "refused"u8);
            output.Write("true"u8);
        }

        Text(output, "session"u8, leaf.Session);
        Content(output, "settings"u8, leaf.Settings);
        if (leaf.Simulated)
        {
            Name(output, "simulated"u8);
            output.Write("true"u8);
        }

        Text(output, "time"u8, leaf.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (leaf.Usage is { } usage)
        {
            Name(output, "usage"u8);
            output.Write("{"u8);
            Integer(output, "inputTokens"u8, usage.InputTokens);
            Integer(output, "outputTokens"u8, usage.OutputTokens);
            output.Write("}"u8);
        }

        Integer(output, "v"u8, 1);
        output.Write("}"u8);
        return output.WrittenCount <= Leaf.MaxBytes
            ? output.WrittenSpan.ToArray()
            : throw new ArgumentException($"A leaf has at most {Leaf.MaxBytes} bytes; this one would have {output.WrittenCount}.", nameof(leaf));
    }

    public static Leaf Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        Leaf leaf;
        try
        {
            leaf = Read(document.RootElement);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new JsonException($"The leaf has a value of the wrong kind: {e.Message}", e);
        }

        // One comparison stands for every rule of form: order, white space, escapes, duplicates, trailing bytes.
        return bytes.SequenceEqual(Write(leaf)) ? leaf : throw new JsonException("The leaf is not in canonical form.");
    }

    private static Leaf Read(JsonElement root)
    {
        RefuseUnknown(root, "call", "document", "durationMs", "kind", "output", "producer", "prompt", "raw", "reason", "refused", "session", "settings", "simulated", "time", "usage", "v");
        if (!root.TryGetProperty("v", out var version) || version.GetInt64() != 1)
        {
            throw new JsonException("The leaf's version, member \"v\", is not 1.");
        }

        var kind = Array.IndexOf(Kinds, Text(root, "kind"));
        return new Leaf
        {
            Kind = kind >= 0 ? (LeafKind)kind : throw new JsonException("The leaf's kind is missing or unknown."),
            Time = DateTimeOffset.TryParseExact(Text(root, "time"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw new JsonException("The leaf's time is missing or malformed."),
            Session = Text(root, "session"),
            Call = Text(root, "call"),
            Producer = root.TryGetProperty("producer", out var producer) ? ReadProducer(producer) : null,
            Prompt = Content(root, "prompt"),
            Settings = Content(root, "settings"),
            Output = Content(root, "output"),
            Raw = Content(root, "raw"),
            Document = Content(root, "document"),
            Reason = Content(root, "reason"),
            Usage = root.TryGetProperty("usage", out var usage) ? ReadUsage(usage) : null,
            DurationMs = Integer(root, "durationMs"),
            Refused = root.TryGetProperty("refused", out var refused) && refused.GetBoolean(),
            Simulated = root.TryGetProperty("simulated", out var simulated) && simulated.GetBoolean(),
        };
    }

    private static Producer ReadProducer(JsonElement element)
    {
        RefuseUnknown(element, "connection", "requested", "served");
        return new Producer(Required(Text(element, "connection")), Required(Text(element, "requested")), Text(element, "served"));
        static string Required(string? text) => text ?? throw new JsonException("The leaf's producer lacks its connection or model.");
    }

    private static Usage ReadUsage(JsonElement element)
    {
        RefuseUnknown(element, "inputTokens", "outputTokens");
        return new Usage(Required(Integer(element, "inputTokens")), Required(Integer(element, "outputTokens")));
        static long Required(long? count) => count ?? throw new JsonException("The leaf's usage lacks a count.");
    }

    private static void RefuseUnknown(JsonElement element, params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new JsonException($"The leaf has an unknown member \"{member.Name}\".");
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Integer(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.GetInt64() is var number and >= 0 and <= MaxInteger ? number
        : throw new JsonException($"The leaf's {name} is out of range.");

    private static Digest? Content(JsonElement element, string name) =>
        Text(element, name) is { } text ? Digest.Parse(text) : null;

    private static void Name(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name)
    {
        if (output.WrittenSpan[^1] != (byte)'{')
        {
            output.Write(","u8);
        }

        output.Write("\""u8);
        output.Write(name);
        output.Write("\":"u8);
    }

    private static void Text(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Name(output, name);
            CanonicalJson.WriteString(output, value);
        }
    }

    private static void Content(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, Digest? value)
    {
        if (value is { } digest)
        {
            Name(output, name);
            Span<byte> bytes = stackalloc byte[Digest.Length];
            digest.CopyTo(bytes);
            var span = output.GetSpan((2 * Digest.Length) + 2);
            span[0] = (byte)'"';
            Convert.TryToHexStringLower(bytes, span[1..], out _);
            span[(2 * Digest.Length) + 1] = (byte)'"';
            output.Advance((2 * Digest.Length) + 2);
        }
    }

    private static void Integer(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            if (number is < 0 or > MaxInteger)
            {
                throw new ArgumentException($"A number in a leaf is from 0 to 2^53 - 1, not {number}.", nameof(value));
            }

            Name(output, name);
            var span = output.GetSpan(20);
            number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
            output.Advance(written);
        }
    }
}
