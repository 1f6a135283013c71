using System.Globalization;
using System.Text.Json;

namespace Roundtable.Workspace.Benches;

/// <summary>One row of a set, whatever file it stands in: named values.</summary>
/// <param name="values">The values by name; names are compared without regard to case.</param>
internal sealed class BenchRow(IReadOnlyDictionary<string, JsonElement> values)
{
    /// <summary>A row of a JSON object.</summary>
    public static BenchRow Of(JsonElement json)
    {
        Dictionary<string, JsonElement> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var member in json.EnumerateObject())
        {
            values.TryAdd(member.Name, member.Value);
        }

        // ARC's own files keep the question and its options together.
        if (values.TryGetValue("question", out var question) && question.ValueKind == JsonValueKind.Object && question.TryGetProperty("stem", out var stem))
        {
            values["question"] = stem;
            if (question.TryGetProperty("choices", out var choices))
            {
                values.TryAdd("choices", choices);
            }
        }

        return new BenchRow(values);
    }

    /// <summary>A row of a table.</summary>
    public static BenchRow Of(IReadOnlyList<string> header, IReadOnlyList<string> record)
    {
        Dictionary<string, JsonElement> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in header.Zip(record))
        {
            values.TryAdd(name.Trim(), JsonSerializer.SerializeToElement(value, BenchRowJson.Default.String));
        }

        return new BenchRow(values);
    }

    /// <summary>The value of the first of some names that is there and not null.</summary>
    public JsonElement? Value(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The text of the first of some names that has one; numbers as they are written.</summary>
    public string? Text(params ReadOnlySpan<string> names) => Value(names) is { } value ? TextOf(value) : null;

    /// <summary>A whole number that was given as such, in JSON or as digits; null where it is none.</summary>
    public int? Number(params ReadOnlySpan<string> names) =>
        Text(names) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A list of texts: a JSON array, also as the text of a table's field, or the texts of an object such as <c>{"text": […], "label":
    /// […]}</c> or of an array of <c>{"text": …, "label": …}</c>.</summary>
    public IReadOnlyList<string>? List(params ReadOnlySpan<string> names) => Value(names) is { } value ? ListOf(value, "text") : null;

    /// <summary>The labels that stand beside the texts of a list; null where there are none.</summary>
    public IReadOnlyList<string>? Labels(params ReadOnlySpan<string> names) =>
        Value(names) is { } value && (IsLabelled(value) || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsLabelled)))
            ? ListOf(value, "label")
            : null;

    private static bool IsLabelled(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("label", out _);

    private static IReadOnlyList<string>? ListOf(JsonElement value, string member)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var texts))
        {
            value = texts;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart().StartsWith('['))
        {
            try
            {
                value = JsonElement.Parse(value.GetString()!);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return value.ValueKind != JsonValueKind.Array ? null
            : [.. value.EnumerateArray().Select(v => TextOf(v.ValueKind == JsonValueKind.Object && v.TryGetProperty(member, out var part) ? part : v) ?? "")];
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && text.Trim().Length > 0 ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
