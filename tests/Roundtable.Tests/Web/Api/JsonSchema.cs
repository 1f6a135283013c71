using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Tests.Web.Api;

/// <summary>Checks values against the JSON Schemas of an OpenAPI 3.1 document: the keywords that occur in ours, and any other is an error.</summary>
/// <param name="document">The document, for references.</param>
internal sealed class JsonSchema(JsonElement document)
{
    private static readonly string[] _annotations = ["description", "format", "default", "title", "example"];

    /// <summary>The schema, or that which it refers to.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        }

        return schema;
    }

    /// <summary>The first thing in which a value does not fit a schema, with its place; null where it fits.</summary>
    public string? Misfit(JsonElement value, JsonElement schema, string at = "$")
    {
        schema = Resolve(schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (Misfit(value, schema, keyword, at) is { } misfit)
            {
                return misfit;
            }
        }

        return null;
    }

    private string? Misfit(JsonElement value, JsonElement schema, JsonProperty keyword, string at) => keyword.Name switch
    {
        "type" => Types(keyword.Value).Any(t => Is(value, t)) ? null : $"{at} is {value.ValueKind}, not {keyword.Value.GetRawText()}",
        "enum" => keyword.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)) ? null : $"{at} is {value.GetRawText()}, which is not in the enum",
        "required" => value.ValueKind != JsonValueKind.Object ? null
            : keyword.Value.EnumerateArray().FirstOrDefault(n => !value.TryGetProperty(n.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing
            ? $"{at} has no {missing}" : null,
        "properties" => value.ValueKind != JsonValueKind.Object ? null : keyword.Value.EnumerateObject()
            .Select(p => value.TryGetProperty(p.Name, out var member) ? Misfit(member, p.Value, $"{at}.{p.Name}") : null).FirstOrDefault(m => m is not null),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object ? null : value.EnumerateObject()
            .Where(m => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(m.Name, out _))
            .Select(m => keyword.Value.ValueKind == JsonValueKind.False ? $"{at} has an unknown member {m.Name}"
                : keyword.Value.ValueKind == JsonValueKind.Object ? Misfit(m.Value, keyword.Value, $"{at}.{m.Name}") : null)
            .FirstOrDefault(m => m is not null),
        "items" => value.ValueKind != JsonValueKind.Array ? null
            : value.EnumerateArray().Select((item, i) => Misfit(item, keyword.Value, $"{at}[{i}]")).FirstOrDefault(m => m is not null),
        "oneOf" => keyword.Value.EnumerateArray().Count(s => Misfit(value, s, at) is null) == 1 ? null : $"{at} fits none or several of oneOf",
        "anyOf" => keyword.Value.EnumerateArray().Select(s => Misfit(value, s, at)).ToList() is var all && all.Contains(null) ? null : string.Join("; ", all),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(5)) ? null
            : $"{at} does not match {keyword.Value}",
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble() ? null : $"{at} is less than {keyword.Value}",
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble() ? null : $"{at} is more than {keyword.Value}",
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32() ? null : $"{at} is too short",
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32() ? null : $"{at} is too long",
        _ when _annotations.Contains(keyword.Name, StringComparer.Ordinal) => null,
        var other => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{at}: the keyword {other} is not known to this check.")),
    };

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.String ? [type.GetString()!] : type.EnumerateArray().Select(t => t.GetString()!);

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
    };
}
