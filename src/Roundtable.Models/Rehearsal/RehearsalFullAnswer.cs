using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Rehearsal;

/// <summary>What a simulated panelist writes where a question is answered in full: an answer, JSON by a schema, or a review of the others' answers.</summary>
internal static partial class RehearsalFullAnswer
{
    private const string SchemaMark = "JSON Schema of the answer:";
    private const int MaxDepth = 6;

    /// <summary>The text of an answer; null where the call is another.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="prompt">All that was said before, the prompt first.</param>
    /// <param name="part">Who answers.</param>
    public static string? Of(string call, string prompt, RehearsalPart part) =>
        call.StartsWith("answer.", StringComparison.Ordinal)
            ? prompt.IndexOf(SchemaMark, StringComparison.Ordinal) is >= 0 and var at ? BySchema(prompt[(at + SchemaMark.Length)..], part) : RehearsalLine.Answer(part)
        : call.StartsWith("review.", StringComparison.Ordinal) ? Review(prompt, part).ToJsonString()
        : null;

    private static JsonObject Review(string prompt, RehearsalPart part)
    {
        // Whoever says more of what the reviewer says is ranked higher.
        var own = RehearsalLine.All.Where(l => l.Parts.Contains(part)).Select(l => l.Text).ToList();
        var answers = Answers().Matches(prompt).Select(m => (Letter: m.Groups[1].Value, Text: m.Groups[3].Value)).ToList();
        var ranked = answers.OrderByDescending(a => own.Count(l => a.Text.Contains(l, StringComparison.Ordinal))).ThenBy(a => a.Text, StringComparer.Ordinal);
        var against = RehearsalLine.All.Where(l => l.Parts.Contains(part) && l.Against is not null).Select(l => l.Against!).ToList();
        return new JsonObject
        {
            ["ranking"] = new JsonArray([.. ranked.Select(a => (JsonNode)a.Letter)]),
            ["errors"] = new JsonArray(
            [
                .. from answer in answers
                   from line in against.Where(l => answer.Text.Contains(l, StringComparison.Ordinal)).Take(1)
                   select (JsonNode)new JsonObject
                   {
                       ["answer"] = answer.Letter,
                       ["quote"] = line,
                       ["why"] = "[Simulated] It is asserted, and not shown.",
                   },
            ]),
        };
    }

    private static string BySchema(string schema, RehearsalPart part)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(schema));
            return (Value(JsonElement.ParseValue(ref reader), part, 0) ?? JsonValue.Create((string?)null))?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return "{}";
        }
    }

    /// <summary>A value that fits the plain parts of a schema: types, enums, members. The panelists differ where they can.</summary>
    private static JsonNode? Value(JsonElement schema, RehearsalPart part, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return null;
        }

        if (schema.TryGetProperty("const", out var fixedValue))
        {
            return JsonNode.Parse(fixedValue.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() is > 0 and var count)
        {
            return JsonNode.Parse(values[part is RehearsalPart.Dissenter or RehearsalPart.Objector ? 1 % count : 0].GetRawText());
        }

        return Type(schema) switch
        {
            "object" => new JsonObject(schema.TryGetProperty("properties", out var members)
                ? members.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Value(m.Value, part, depth + 1)))
                : []),
            "array" => schema.TryGetProperty("items", out var items) ? new JsonArray(Value(items, part, depth + 1)) : new JsonArray(),
            "integer" or "number" => Number(schema, part),
            "boolean" => part is not RehearsalPart.Dissenter,
            "null" => null,
            _ => RehearsalLine.All[0].Text,
        };
    }

    private static JsonNode Number(JsonElement schema, RehearsalPart part)
    {
        var least = schema.TryGetProperty("minimum", out var minimum) && minimum.TryGetInt32(out var from) ? from : 1;
        var most = schema.TryGetProperty("maximum", out var maximum) && maximum.TryGetInt32(out var to) ? to : int.MaxValue;
        return Math.Min(most, least + (int)part);
    }

    private static string? Type(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? schema.TryGetProperty("properties", out _) ? "object" : null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().FirstOrDefault().GetString()
        : type.GetString();

    /// <summary>Answers as prompts show them, each between lines that it cannot hold.</summary>
    [GeneratedRegex(@"^Answer ([A-Z]+):\r?\n(=====[^\r\n]*)\r?\n((?:[^=].*\r?\n|\r?\n)*)=====", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex Answers();
}
