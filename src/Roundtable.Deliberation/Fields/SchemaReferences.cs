using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Wording;

namespace Roundtable.Deliberation.Fields;

/// <summary>
/// Checks a schema's references before anything is evaluated: each leads to a schema of the document, none back to itself without going into the value, and
/// they do not multiply. The validator resolves many of them only on the way, and follows a cycle until the process has no stack left.
/// </summary>
internal sealed class SchemaReferences
{
    /// <summary>Maximum number of schemas that one value is held against at once, references followed.</summary>
    private const int MaxSchemas = 10_000;

    /// <summary>Maximum number of references and alternatives within each other that are followed at one place of a value.</summary>
    private const int MaxChain = 64;

    private readonly Dictionary<string, (JsonElement Schema, string Resource)> _schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private SchemaReferences(JsonElement schema) => Collect(schema, "", "");

    /// <summary>Checks them.</summary>
    /// <exception cref="FormatException">When one leads nowhere, out of the document, or back to itself, or when they multiply.</exception>
    public static void Check(JsonElement schema)
    {
        var references = new SchemaReferences(schema);
        foreach (var path in references._schemas.Keys)
        {
            references.Count(path);
        }
    }

    /// <summary>Every schema by its JSON Pointer, with the pointer of the resource that its references are relative to.</summary>
    private void Collect(JsonElement schema, string path, string resource)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            _schemas[path] = (schema, resource);
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (Text(schema, "$id") is { } id)
        {
            // Draft 7 writes an anchor as an $id that is a fragment.
            resource = id.StartsWith('#') ? resource : path;
            if (id.StartsWith('#'))
            {
                _anchors[$"{resource}{id}"] = path;
            }
        }

        if (Text(schema, "$anchor") is { } anchor)
        {
            _anchors[$"{resource}#{anchor}"] = path;
        }

        _schemas[path] = (schema, resource);
        foreach (var member in schema.EnumerateObject())
        {
            var at = $"{path}/{Escaped(member.Name)}";
            switch (member.Name, member.Value.ValueKind)
            {
                case ("const" or "enum" or "default" or "examples", _):
                    break;
                case ("properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies", JsonValueKind.Object):
                    foreach (var inner in member.Value.EnumerateObject())
                    {
                        Collect(inner.Value, $"{at}/{Escaped(inner.Name)}", resource);
                    }

                    break;
                case (_, JsonValueKind.Array):
                    foreach (var (index, item) in member.Value.EnumerateArray().Index())
                    {
                        Collect(item, Item(at, index), resource);
                    }

                    break;
                default:
                    Collect(member.Value, at, resource);
                    break;
            }
        }
    }

    /// <summary>How many schemas a value is held against that is held against this one.</summary>
    private long Count(string path)
    {
        if (_counts.TryGetValue(path, out var known))
        {
            return known;
        }

        if (!_open.Add(path))
        {
            throw new FormatException($"The schema refers back to itself at #{Neutralise.Line(path)} without going into the value.");
        }

        if (_open.Count > MaxChain)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"The schema's references at #{Neutralise.Line(path)} follow each other more than {MaxChain} times."));
        }

        var count = 1 + InPlace(path).Sum(Count);
        if (count > MaxSchemas)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"The schema's references at #{Neutralise.Line(path)} multiply to more than {MaxSchemas} schemas."));
        }

        _open.Remove(path);
        return _counts[path] = count;
    }

    /// <summary>The schemas that a value at the same place is held against too.</summary>
    private IEnumerable<string> InPlace(string path)
    {
        var (schema, resource) = _schemas[path];
        if (schema.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in schema.EnumerateObject())
        {
            switch (member.Name)
            {
                case "$dynamicRef" or "$recursiveRef":
                    throw new FormatException($"The schema uses {member.Name}, which is not supported: write $ref.");
                case "$ref" when member.Value.ValueKind == JsonValueKind.String:
                    yield return Target(member.Value.GetString()!, resource);
                    break;
                case "allOf" or "anyOf" or "oneOf" or "not" or "if" or "then" or "else" or "dependentSchemas" or "dependencies":
                    var at = $"{path}/{member.Name}";
                    var inner = member.Value.ValueKind switch
                    {
                        JsonValueKind.Array => Enumerable.Range(0, member.Value.GetArrayLength()).Select(i => Item(at, i)),
                        JsonValueKind.Object when member.Name.StartsWith("dep", StringComparison.Ordinal) =>
                            member.Value.EnumerateObject().Select(m => $"{at}/{Escaped(m.Name)}"),
                        _ => [at],
                    };
                    foreach (var one in inner.Where(_schemas.ContainsKey))
                    {
                        yield return one;
                    }

                    break;
            }
        }
    }

    private string Target(string reference, string resource)
    {
        if (!reference.StartsWith('#'))
        {
            throw new FormatException($"The schema refers to '{Neutralise.Line(reference)}': a reference begins with # here.");
        }

        var fragment = Uri.UnescapeDataString(reference[1..]);
        var target = fragment.Length == 0 || fragment[0] == '/' ? resource + fragment : _anchors.GetValueOrDefault($"{resource}#{fragment}");
        return target is not null && _schemas.ContainsKey(target)
            ? target
            : throw new FormatException($"The schema refers to '{Neutralise.Line(reference)}', where it has no schema.");
    }

    private static string? Text(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}/{index}");

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
