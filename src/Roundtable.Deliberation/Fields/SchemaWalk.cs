using System.Text.Json;

namespace Roundtable.Deliberation.Fields;

/// <summary>
/// Finds what a schema says of a place in a document, as far as it can be told without evaluating it: through <c>properties</c>, <c>items</c>, references
/// within the schema and the branches of <c>anyOf</c>, <c>oneOf</c> and <c>allOf</c>.
/// </summary>
internal static class SchemaWalk
{
    private const int MaxSteps = 64;

    /// <summary>The schemas that apply to a member of what <paramref name="parents"/> apply to.</summary>
    public static IReadOnlyList<JsonElement> Member(JsonElement root, IReadOnlyList<JsonElement> parents, string name) =>
    [
        .. Spread(root, parents)
            .Where(s => s.TryGetProperty("properties", out var members) && members.ValueKind == JsonValueKind.Object && members.TryGetProperty(name, out _))
            .Select(s => s.GetProperty("properties").GetProperty(name)),
    ];

    /// <summary>Whether one of these schemas allows only values of a list.</summary>
    public static bool IsChosen(JsonElement root, IReadOnlyList<JsonElement> schemas) =>
        Spread(root, schemas).Any(s => s.TryGetProperty("enum", out _) || s.TryGetProperty("const", out _));

    /// <summary>The schemas with all that they refer to or consist of.</summary>
    private static List<JsonElement> Spread(JsonElement root, IReadOnlyList<JsonElement> schemas)
    {
        List<JsonElement> found = [];
        Queue<JsonElement> next = new(schemas);
        while (found.Count < MaxSteps && next.TryDequeue(out var schema))
        {
            if (schema.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            found.Add(schema);
            if (schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String
                && Resolve(root, reference.GetString()!) is { } target)
            {
                next.Enqueue(target);
            }

            foreach (var name in (string[])["anyOf", "oneOf", "allOf"])
            {
                if (schema.TryGetProperty(name, out var branches) && branches.ValueKind == JsonValueKind.Array)
                {
                    foreach (var branch in branches.EnumerateArray())
                    {
                        next.Enqueue(branch);
                    }
                }
            }
        }

        return found;
    }

    private static JsonElement? Resolve(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var at = root;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
