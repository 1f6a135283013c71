using System.Reflection;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>
/// The schemas of answers that are written as JSON and not from types, because they are the command line's: <c>Schemas.json</c>. Members may be
/// added to an answer, so the schemas name those that clients can rely on and allow others.
/// </summary>
public static class AnswerSchemas
{
    /// <summary>The schemas by name.</summary>
    /// <exception cref="InvalidOperationException">When the program's own file is not a document of schemas.</exception>
    public static IReadOnlyDictionary<string, IOpenApiSchema> All()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("api/Schemas.json")!;
        using var reader = new StreamReader(stream);
        var read = OpenApiDocument.Parse(reader.ReadToEnd(), OpenApiConstants.Json);
        var schemas = read.Document?.Components?.Schemas
            ?? throw new InvalidOperationException("Schemas.json cannot be read: " + string.Join("; ", read.Diagnostic?.Errors.Select(e => e.Message) ?? []));
        return schemas.ToDictionary(StringComparer.Ordinal);
    }
}
