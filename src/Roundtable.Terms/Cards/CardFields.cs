using System.Text.Json.Nodes;

namespace Roundtable.Terms.Cards;

/// <summary>Reads the fields of a JSON object leniently; a value that does not fit is reported as a warning.</summary>
internal static class CardFields
{
    private static readonly string[] _naming = ["name", "@id", "id", "url", "title", "path"];

    /// <summary>The text of a key, with or without a vocabulary prefix; null where there is none.</summary>
    public static string? Text(JsonObject json, string key, List<string> warnings) => Node(json, key) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToString(),
        JsonObject named when (named["name"] ?? named["@id"] ?? named["url"]) is JsonValue name => name.ToString(),
        JsonArray { Count: 1 } list when list[0] is JsonObject or JsonValue => Text(new JsonObject { [key] = list[0]!.DeepClone() }, key, warnings),
        _ => Warn<string>(warnings, $"{key}: expected a text; ignored."),
    };

    /// <summary>One text or several of a key.</summary>
    public static IEnumerable<string> Texts(JsonObject json, string key, List<string> warnings) =>
        Node(json, key) is JsonArray list
            ? list.Select(n => n is null ? null : Text(new JsonObject { [key] = n.DeepClone() }, key, warnings)).OfType<string>()
            : Text(json, key, warnings) is { } text ? [text] : [];

    /// <summary>The texts of a value, of a list's items, or of what names an object; null for each that has none.</summary>
    public static IEnumerable<string?> Items(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(n => n is null ? [null] : Items(n)),
        JsonObject named => [_naming.Select(m => named[m]).OfType<JsonValue>().FirstOrDefault()?.ToString()],
        _ => [node.ToString()],
    };

    /// <summary>The value of a key, also where the key has a prefix such as <c>sc:</c> or <c>cr:</c>.</summary>
    public static JsonNode? Node(JsonObject json, string key) =>
        json[key] ?? json.FirstOrDefault(m => m.Key.EndsWith($":{key}", StringComparison.Ordinal)).Value;

    /// <summary>The node at a path of keys; null where a node on the path is not an object.</summary>
    public static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = (node as JsonObject)?[key];
        }

        return node;
    }

    /// <summary>The text at a path of keys; null where there is none.</summary>
    public static string? Plain(JsonNode? node, params ReadOnlySpan<string> path) => At(node, path) is JsonValue value ? value.ToString() : null;

    private static T? Warn<T>(List<string> warnings, string text)
        where T : class
    {
        warnings.Add(text);
        return null;
    }
}
