using System.Globalization;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>Parses a leaf and accepts only the bytes that <see cref="LeafFormat"/> would write.</summary>
internal static class LeafReader
{
    private static readonly string[] _membersOf1 =
    [
        "call", "document", "durationMs", "kind", "output", "producer", "prompt", "raw", "reason", "refused", "session", "settings", "simulated", "time",
        "usage", "v",
    ];

    private static readonly string[] _membersOf2 =
    [
        "call", "committed", "durationMs", "inputs", "kind", "openings", "producer", "refused", "session", "simulated", "terms", "time", "usage", "v",
    ];

    private static readonly string[] _membersOf3 = [.. _membersOf2, "costUsd", "finishReason"];

    public static Leaf Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        byte[] again;
        Leaf leaf;
        try
        {
            leaf = Read(document.RootElement);
            again = LeafFormat.Write(leaf);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException($"The leaf has a value of the wrong type: {e.Message}", e);
        }

        // One comparison covers every rule of the canonical form: order, white space, escapes, duplicates, trailing bytes.
        return bytes.SequenceEqual(again) ? leaf : throw new JsonException("The leaf is not in canonical form.");
    }

    private static Leaf Read(JsonElement root)
    {
        var version = root.TryGetProperty("v", out var v) && v.TryGetInt32(out var number) ? number : 0;
        RefuseUnknown(root, version switch
        {
            1 => _membersOf1,
            2 => _membersOf2,
            3 or LeafFormat.NewestVersion => _membersOf3,
            > LeafFormat.NewestVersion => throw new JsonException(
                $"The leaf has format version {version}, and this program reads versions up to {LeafFormat.NewestVersion}: use a newer version of Roundtable."),
            _ => throw new JsonException($"The leaf's version, member \"v\", is missing or is not a number from 1 to {LeafFormat.NewestVersion}."),
        });
        var kind = Array.IndexOf(LeafFormat.Kinds, Text(root, "kind"));
        return new Leaf
        {
            Version = version,
            Kind = kind >= 0 ? (LeafKind)kind : throw new JsonException("The leaf's kind is missing or unknown."),
            Time = Time(root),
            Session = Text(root, "session"),
            Call = Text(root, "call"),
            Producer = root.TryGetProperty("producer", out var producer) ? ReadProducer(producer, version) : null,
            Terms = Text(root, "terms"),
            Inputs = root.TryGetProperty("inputs", out var inputs) ? [.. inputs.EnumerateArray().Select(i => i.GetInt64())] : [],
            Prompt = Content(root, "prompt"),
            Settings = Content(root, "settings"),
            Output = Content(root, "output"),
            Raw = Content(root, "raw"),
            Document = Content(root, "document"),
            Reason = Content(root, "reason"),
            Commitments = root.TryGetProperty("committed", out var committed)
                ? ReadCommitments(committed)
                : new Dictionary<string, Digest>(StringComparer.Ordinal),
            OpenedBy = Content(root, "openings"),
            Usage = root.TryGetProperty("usage", out var usage) ? ReadUsage(usage, version) : null,
            FinishReason = Text(root, "finishReason"),
            CostUsd = Text(root, "costUsd") is { } cost ? LeafDecimal.Parse(cost) : null,
            DurationMs = Integer(root, "durationMs"),
            Refused = root.TryGetProperty("refused", out var refused) && refused.GetBoolean(),
            Simulated = root.TryGetProperty("simulated", out var simulated) && simulated.GetBoolean(),
        };
    }

    private static Dictionary<string, Digest> ReadCommitments(JsonElement element)
    {
        RefuseUnknown(element, [.. Leaf.ContentMembers]);
        return element.EnumerateObject().ToDictionary(m => m.Name, m => Digest.Parse(m.Value.GetString() ?? ""), StringComparer.Ordinal);
    }

    private static Producer ReadProducer(JsonElement element, int version)
    {
        RefuseUnknown(element, version switch
        {
            1 => ["connection", "requested", "served"],
            2 => ["connection", "requested", "route", "served"],
            _ => ["connection", "requested", "route", "served", "upstream"],
        });
        Route? route = null;
        if (element.TryGetProperty("route", out var way))
        {
            RefuseUnknown(way, ["kind", "through"]);
            var kind = Array.IndexOf(LeafFormat.Routes, Text(way, "kind"));
            route = new Route(kind >= 0 ? (RouteKind)kind : throw new JsonException("The route's kind is missing or unknown."), Text(way, "through"));
        }

        return new Producer(
            Required(Text(element, "connection")), Required(Text(element, "requested")), Text(element, "served"), route, Text(element, "upstream"));
        static string Required(string? text) => text ?? throw new JsonException("The leaf's producer has no connection or no model.");
    }

    private static Usage ReadUsage(JsonElement element, int version)
    {
        if (version >= 3)
        {
            RefuseUnknown(element, ["cacheRead", "cacheWrite", "input", "inputAudio", "output", "outputAudio", "reasoning"]);
            return new Usage(
                Integer(element, "input"),
                Integer(element, "output"),
                Integer(element, "cacheRead"),
                Integer(element, "cacheWrite"),
                Integer(element, "reasoning"),
                Integer(element, "inputAudio"),
                Integer(element, "outputAudio"));
        }

        RefuseUnknown(element, ["inputTokens", "outputTokens"]);
        return new Usage(Required(Integer(element, "inputTokens")), Required(Integer(element, "outputTokens")));
        static long Required(long? count) => count ?? throw new JsonException("The leaf's usage has no input or no output count.");
    }

    private static DateTimeOffset Time(JsonElement root) =>
        DateTimeOffset.TryParseExact(
            Text(root, "time"), LeafFormat.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new JsonException("The leaf's time is missing or malformed.");

    private static void RefuseUnknown(JsonElement element, string[] known)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                throw new JsonException($"The leaf has an unknown member \"{member.Name}\".");
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Integer(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.GetInt64() is var number and >= 0 and <= LeafFormat.MaxInteger ? number
        : throw new JsonException($"The leaf's {name} is out of range.");

    private static Digest? Content(JsonElement element, string name) =>
        Text(element, name) is { } text ? Digest.Parse(text) : null;
}
