using System.Globalization;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>The members of an answer's JSON object by their names, letter case and separators aside.</summary>
internal readonly struct AnswerMembers(JsonElement json)
{
    private const int MaxDepth = 3;

    /// <summary>The members that can hold a choice.</summary>
    private static readonly string[] _choice = ["choice", "vote"];

    /// <summary>The part of an object that holds a choice: itself, or what it is wrapped around; null where there is none, or more than one.</summary>
    public static JsonElement? WithChoice(JsonElement json) => WithChoice(json, 0);

    /// <summary>The choice; <paramref name="twice"/> where the object makes two that differ.</summary>
    public JsonElement? Choice(out bool twice)
    {
        List<JsonElement> found = [.. _choice.SelectMany(All)];
        twice = found.Select(Raw).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1;
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The value of a member, or null.</summary>
    public JsonElement? Value(string name) => All(name).Cast<JsonElement?>().FirstOrDefault();

    /// <summary>A member's text, trimmed; null where it is none or empty.</summary>
    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } value ? Scalar(value) : null;

    /// <summary>A member's text or number; null where it is neither.</summary>
    public string? Scalar(string name) => Value(name) is { } value ? Scalar(value) : null;

    /// <summary>A text, trimmed, or a number; null where it is neither or empty.</summary>
    public static string? Scalar(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!.Trim(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            return text is { Length: > 0 } ? text : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape cannot become a string.
            return null;
        }
    }

    private static JsonElement? WithChoice(JsonElement json, int depth)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.GetArrayLength() == 1 ? WithChoice(json[0], depth + 1) : null;
        }

        if (json.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return null;
        }

        if (new AnswerMembers(json).Choice(out _) is not null)
        {
            return json;
        }

        List<JsonElement> inner = [.. json.EnumerateObject().Select(m => WithChoice(m.Value, depth + 1)).OfType<JsonElement>()];
        return inner.Count == 1 ? inner[0] : null;
    }

    private IEnumerable<JsonElement> All(string name)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (IsNamed(member, name))
                {
                    yield return member.Value;
                }
            }
        }
    }

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return string.Equals(member.Name.Trim().Replace(' ', '_').Replace('-', '_'), name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(member.Name, name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }
        catch (InvalidOperationException)
        {
            // A name with a lone surrogate is no text.
            return false;
        }
    }

    private static string Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Scalar(value) ?? "" : value.GetRawText().ToString(CultureInfo.InvariantCulture);
}
