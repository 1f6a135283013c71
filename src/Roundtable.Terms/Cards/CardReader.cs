using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Terms.Cards;

/// <summary>
/// Parses published metadata: Hugging Face cards, Croissant, SPDX 3, CycloneDX and Data Packages (Kaggle). The format is detected from the file.
/// </summary>
public static class CardReader
{
    /// <summary>Parses a file's text.</summary>
    /// <exception cref="FormatException">When it is none of these formats; the message says what is expected.</exception>
    public static ImportedCard Read(string text, CardDefaults defaults)
    {
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (start.StartsWith("{") || start.StartsWith("["))
        {
            return ReadJson(text, defaults);
        }

        return FrontMatter.In(text) is { } matter
            ? HuggingFaceCard.Read(matter, defaults)
            : throw new FormatException(
                "Unrecognised card format: a Hugging Face card begins with front matter between two lines of '---'; Croissant, SPDX 3 and CycloneDX are JSON.");
    }

    private static ImportedCard ReadJson(string text, CardDefaults defaults)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            _ = (root as JsonObject)?.Count;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"The JSON is malformed: {e.Message}", e);
        }

        return root switch
        {
            JsonObject bom when Is(bom["bomFormat"], "CycloneDX") => CycloneDxDocument.Read(bom, defaults),
            JsonObject spdx when spdx["@graph"] is JsonArray graph && graph.OfType<JsonObject>().Any(SpdxDocument.IsElement) =>
                SpdxDocument.Read(graph, defaults),
            JsonObject croissant when CroissantDocument.IsOne(croissant) => CroissantDocument.Read(croissant, defaults),
            JsonObject package when DataPackage.IsOne(package) => DataPackage.Read(package, defaults),
            _ => throw new FormatException(
                "The JSON is neither Croissant (a Dataset with @context), nor SPDX 3 (an @graph of elements), nor CycloneDX (bomFormat), "
                + "nor a Data Package (licenses)."),
        };
    }

    private static bool Is(JsonNode? node, string text) => node is JsonValue value && value.TryGetValue<string>(out var written) && written == text;
}
