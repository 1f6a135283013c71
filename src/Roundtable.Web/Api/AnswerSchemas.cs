using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>
/// The schemas of answers that are written as JSON and not from types, because they are the command line's: <c>Schemas.json</c>. Members may be
/// added to an answer, so the schemas name those that clients can rely on and allow others.
/// </summary>
public static class AnswerSchemas
{
    private const string Reference = "#/components/schemas/";

    private static readonly string _text = Read();

    /// <summary>The schemas by name.</summary>
    /// <exception cref="InvalidOperationException">When the program's own file is not a document of schemas.</exception>
    public static IReadOnlyDictionary<string, IOpenApiSchema> All()
    {
        var read = OpenApiDocument.Parse(_text, OpenApiConstants.Json);
        return read.Document?.Components?.Schemas?.AsReadOnly()
            ?? throw new InvalidOperationException("Schemas.json cannot be read: " + string.Join("; ", read.Diagnostic?.Errors.Select(e => e.Message) ?? []));
    }

    /// <summary>A schema that stands for itself: what it refers to is written in it.</summary>
    public static JsonObject Inline(string name) => Inlined(JsonNode.Parse(_text)!["components"]!["schemas"]!.AsObject(), name);

    private static JsonObject Inlined(JsonObject schemas, string name)
    {
        return Resolved(schemas[name]!).AsObject();

        JsonNode Resolved(JsonNode node) => node switch
        {
            JsonObject members when members["$ref"] is { } reference => Resolved(schemas[((string)reference!)[Reference.Length..]]!),
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : (JsonNode?)Resolved(m.Value)))),
            JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Resolved(i))]),
            _ => node.DeepClone(),
        };
    }

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("api/Schemas.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
