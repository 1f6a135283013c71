using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Models.Rehearsal;

/// <summary>
/// A JSON value by a schema, as a simulated panelist fills it in: what the schema lists, else a few numbers and words that differ from seat to seat. Schemas
/// that ask for more than types, lists and ranges get a value that is not valid, as a model's may not be.
/// </summary>
internal static class RehearsalJson
{
    private const int MaxDepth = 12;

    /// <summary>The value.</summary>
    public static JsonNode? For(JsonElement schema, RehearsalPart part) => Value(schema, schema, part, 0);

    private static JsonNode? Value(JsonElement root, JsonElement schema, RehearsalPart part, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return null;
        }

        if (schema.TryGetProperty("const", out var only))
        {
            return JsonNode.Parse(only.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
        {
            var at = part is RehearsalPart.Dissenter or RehearsalPart.Objector ? Math.Min(1, list.GetArrayLength() - 1) : 0;
            return JsonNode.Parse(list[at].GetRawText());
        }

        if (schema.TryGetProperty("$ref", out var reference) && reference.GetString() is ['#', '/', .. var path] && Resolve(root, path) is { } target)
        {
            return Value(root, target, part, depth + 1);
        }

        foreach (var name in (string[])["anyOf", "oneOf", "allOf"])
        {
            if (schema.TryGetProperty(name, out var branches) && branches.ValueKind == JsonValueKind.Array && branches.GetArrayLength() > 0)
            {
                return Value(root, branches[0], part, depth + 1);
            }
        }

        return Type(schema) switch
        {
            "object" => Members(root, schema, part, depth),
            "array" => Items(root, schema, part, depth),
            "integer" => (long)Number(schema, part),
            "number" => Number(schema, part),
            "boolean" => part is not (RehearsalPart.Dissenter or RehearsalPart.Objector),
            "null" => null,
            _ => part is RehearsalPart.Dissenter or RehearsalPart.Objector ? "[Simulated] Wait" : "[Simulated] Start",
        };
    }

    private static string Type(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? schema.TryGetProperty("properties", out _) ? "object" : "string"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t != "null") ?? "null"
        : type.GetString() ?? "string";

    private static JsonObject Members(JsonElement root, JsonElement schema, RehearsalPart part, int depth)
    {
        var members = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in properties.EnumerateObject())
            {
                members[member.Name] = Value(root, member.Value, part, depth + 1);
            }
        }

        return members;
    }

    private static JsonArray Items(JsonElement root, JsonElement schema, RehearsalPart part, int depth)
    {
        var least = schema.TryGetProperty("minItems", out var min) && min.TryGetInt32(out var count) ? Math.Clamp(count, 1, 20) : 1;
        return schema.TryGetProperty("items", out var item) ? [.. Enumerable.Range(0, least).Select(_ => Value(root, item, part, depth + 1))] : [];
    }

    private static double Number(JsonElement schema, RehearsalPart part)
    {
        var number = 3.0 + (int)part;
        number = schema.TryGetProperty("minimum", out var min) && min.TryGetDouble(out var least) ? Math.Max(number, least) : number;
        return schema.TryGetProperty("maximum", out var max) && max.TryGetDouble(out var most) ? Math.Min(number, most) : number;
    }

    private static JsonElement? Resolve(JsonElement root, string path)
    {
        var at = root;
        foreach (var part in path.Split('/'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return null;
            }
        }

        return at;
    }
}
