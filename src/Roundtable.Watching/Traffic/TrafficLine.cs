using System.Globalization;
using System.Text.Json;

namespace Roundtable.Watching.Traffic;

/// <summary>A line of a provider's log. docs/watch.md describes its fields; others are passed over.</summary>
public static class TrafficLine
{
    private static readonly (string Name, PromptMarks Mark)[] _marks =
    [
        ("thinking", PromptMarks.Thinking), ("rubric", PromptMarks.Rubric), ("steps", PromptMarks.Steps), ("test-item", PromptMarks.TestItem),
        ("form", PromptMarks.Form),
    ];

    /// <summary>Reads a line.</summary>
    /// <param name="line">One JSON object.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <exception cref="FormatException">When it is not JSON, or a field is missing or not what it should be.</exception>
    public static TrafficEntry Read(string line, long number) => Read(line, number, (_, _) => true, needsText: false)!;

    /// <summary>Reads a line of a caller that is wanted.</summary>
    /// <param name="line">One JSON object.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="isWanted">Whether the prompts of a caller at a time are wanted; the prompt of others is not looked at.</param>
    /// <param name="needsText">Whether the words of the prompt are needed.</param>
    /// <returns>Null where it is not wanted.</returns>
    /// <exception cref="FormatException">When it is not JSON, or a field is missing or not what it should be.</exception>
    public static TrafficEntry? Read(string line, long number, Func<string, DateTimeOffset, bool> isWanted, bool needsText)
    {
        var root = ForeignLine.Parse(line);
        if (ForeignLine.Missing(root) is { } missing)
        {
            throw new FormatException(missing);
        }

        var time = TrafficTime.Read(root.GetProperty("time"u8));
        var caller = Optional(root, "caller") ?? throw new FormatException("'caller' is empty: write an account or a key, or a pseudonym of it");
        if (!isWanted(caller, time))
        {
            return null;
        }

        var text = PromptOf(root);
        var prompt = text is not null ? PromptFeatures.Of(text)
            : needsText ? throw new FormatException("There is no 'prompt', whose words sentence vectors need")
            : root.TryGetProperty("features"u8, out var features) ? Features(features)
            : throw new FormatException("There is neither 'prompt' (a text) nor 'messages' nor 'features'");
        return new TrafficEntry(caller, time, prompt, number)
        {
            Text = needsText ? text : null,
            Model = Optional(root, "model"),
            EndUser = Optional(root, "end_user"),
            Payment = Optional(root, "payment"),
            Address = Optional(root, "address"),
            BarredFrom = Optional(root, "barred_from") is not { } day ? null
                : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var bar) ? bar
                : throw new FormatException("'barred_from' is not a date (YYYY-MM-DD)"),
        };
    }

    /// <summary>The words of a line's prompt: <c>prompt</c>, or those of <c>messages</c>; null where there is neither.</summary>
    /// <exception cref="FormatException">When it is not what it should be.</exception>
    public static string? PromptOf(JsonElement line) => Text(line, "prompt")
        ?? (!line.TryGetProperty("messages"u8, out var messages) || messages.ValueKind == JsonValueKind.Null ? null
            : messages.ValueKind == JsonValueKind.String && messages.GetString()!.AsSpan().TrimStart() is ['[' or '{', ..]
                ? throw new FormatException("'messages' is a text with JSON in it: \"jq -c '.messages |= fromjson' FILE\" makes a list of it")
            : WatchedRequest.Read(line)?.Prompt ?? throw new FormatException(
                "There are no words of a user or of instructions in 'messages': leave the line out, or write its words as 'prompt'"));

    /// <summary>A line with the prompt's features in the place of the prompt; every other field stays.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, from 1.</param>
    public static string WithoutPrompt(string line, long number)
    {
        var features = Read(line, number).Prompt;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var member in JsonElement.Parse(line).EnumerateObject().Where(m => m.Name is "time" or "caller" or "model" or "end_user"
                or "payment" or "address" or "barred_from"))
            {
                member.WriteTo(json);
            }

            json.WriteStartObject("features"u8);
            json.WriteString("whole"u8, Hex(features.Whole));
            json.WriteNumber("words"u8, features.Words);
            json.WriteNumber("style"u8, features.Style);
            Write(json, "shingles", features.Shingles, (w, s) => w.WriteStringValue(Hex(s)));
            Write(json, "buckets", features.Buckets.Order(), (w, b) => w.WriteNumberValue(b));
            Write(json, "marks", _marks.Where(m => features.Marks.HasFlag(m.Mark)), (w, m) => w.WriteStringValue(m.Name));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static PromptFeatures Features(JsonElement features)
    {
        if (features.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("'features' is not an object");
        }

        ulong[] shingles = [.. Items(features, "shingles").Select(s => Hash(s.GetString())).Distinct().Order().Take(PromptFeatures.MaxShingles)];
        ushort[] buckets = [.. Items(features, "buckets").Select(b => b.TryGetUInt16(out var bucket) && bucket < PromptFeatures.BucketCount ? bucket
            : throw new FormatException($"A bucket is a number below {PromptFeatures.BucketCount}")).Take(PromptFeatures.MaxWords)];
        var marks = PromptMarks.None;
        foreach (var mark in Items(features, "marks"))
        {
            var name = mark.GetString();
            marks |= Array.Find(_marks, m => m.Name == name) is { Name: not null } known ? known.Mark
                : throw new FormatException("A mark is one of " + string.Join(", ", _marks.Select(m => m.Name)));
        }

        return new PromptFeatures(
            Hash(Text(features, "whole")),
            shingles,
            buckets,
            features.TryGetProperty("words"u8, out var words) && words.TryGetInt32(out var count) && count >= 0 ? count
                : throw new FormatException("'words' is missing"),
            marks,
            features.TryGetProperty("style"u8, out var style) && style.TryGetByte(out var way) && way < 64 ? way : (byte)0);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement of, string name) =>
        of.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray()
            : throw new FormatException($"'{name}' is not an array");

    private static ulong Hash(string? text) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash) ? hash
        : throw new FormatException("A hash is sixteen hexadecimal digits");

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException(ForeignLine.NotText(name, value));

    /// <summary>
    /// A text that need not be there. Programs write an empty one for nothing: nobody is the end user "", and none have the address "" in common.
    /// </summary>
    private static string? Optional(JsonElement of, string name) => Text(of, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
