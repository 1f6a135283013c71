using System.Text.Json.Nodes;

namespace Roundtable.Disclosure.Standards;

/// <summary>A file of a published dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="Rows">How many rows of the dataset it has; null where it has none of them.</param>
/// <param name="Fields">The members of its rows, each with its type: text, number or boolean, with <c>[]</c> for lists of them.</param>
/// <param name="Annotates">Whether its lines tell what the rows of the other files came from.</param>
public sealed record PublishedFile(
    string Name, long Bytes, string Sha256, long? Rows, IReadOnlyList<(string Name, string Type)> Fields, bool Annotates = false)
{
    /// <summary>Its media type, by its name.</summary>
    public string MediaType => Path.GetExtension(Name) switch
    {
        ".jsonl" => "application/jsonlines",
        ".json" => "application/json",
        ".parquet" => "application/x-parquet",
        ".md" => "text/markdown",
        ".yaml" => "application/yaml",
        _ => "application/octet-stream",
    };

    internal JsonObject Json() => new()
    {
        ["name"] = Name,
        ["bytes"] = Bytes,
        ["sha256"] = Sha256,
        ["rows"] = Rows,
        ["fields"] = new JsonArray([.. Fields.Select(f => (JsonNode)new JsonArray(f.Name, f.Type))]),
        ["annotates"] = Annotates,
    };

    internal static PublishedFile Read(JsonNode json) => new(
        (string)json["name"]!,
        (long)json["bytes"]!,
        (string)json["sha256"]!,
        (long?)json["rows"],
        [.. json["fields"]!.AsArray().Select(f => ((string)f![0]!, (string)f[1]!))],
        (bool)json["annotates"]!);
}
