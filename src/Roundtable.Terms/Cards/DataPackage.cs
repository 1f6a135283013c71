using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>
/// A dataset described as a Data Package (frictionlessdata.io), of which Kaggle's <c>dataset-metadata.json</c> is a kind, or a model as Kaggle's
/// <c>model-instance-metadata.json</c> describes it.
/// </summary>
internal static class DataPackage
{
    /// <summary>Whether the object is one.</summary>
    public static bool IsOne(JsonObject json) =>
        (json["licenses"] is JsonArray && (json["id"] ?? json["name"]) is JsonValue) || (json["licenseName"] is JsonValue && json["modelSlug"] is JsonValue);

    /// <summary>Parses it.</summary>
    public static ImportedCard Read(JsonObject json, CardDefaults defaults)
    {
        List<string> warnings = [];
        var isModel = json["modelSlug"] is not null;
        var written = isModel
            ? string.Join('/', ((string[])["ownerSlug", "modelSlug", "framework", "instanceSlug"]).Select(m => CardFields.Plain(json, m)).OfType<string>())
            : CardFields.Plain(json, "id") is { } id && id.Contains('/', StringComparison.Ordinal) ? id
            : CardFields.Plain(json, "name") ?? CardFields.Plain(json, "id");
        var format = isModel ? "Kaggle model" : "Data Package";
        if ((defaults.Name ?? CardNames.Name(written)) is not { } name)
        {
            warnings.Add("name: missing; give it with --as OWNER/NAME.");
            return new ImportedCard(format, [], warnings);
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var owner = slash < 0 ? null : CardNames.Organisation(name[..slash]);
        var version = CardNames.Version(CardFields.Plain(json, "version")) ?? CardNames.Version(CardFields.Plain(json, "versionNumber")) ?? defaults.Version;
        var licences = new CardLicences(warnings);
        var field = isModel ? "licenseName" : "licenses";
        licences.Add(field, json[field]);
        if (licences.IsEmpty)
        {
            warnings.Add("licenses: none.");
        }

        Entry entry = isModel
            ? new ModelEntry
            {
                Id = new EntryId(EntryKind.Model, name, version),
                Owner = owner,
                Licences = licences.Known,
                Unknowns = licences.Unknown,
                Weights = Weights.Open,
                Sources =
                [
                    .. Edges(json, "baseModelInstance", EdgeKind.DerivedFrom, EntryKind.Model, warnings),
                    .. Edges(json, "trainingData", EdgeKind.MadeWith, EntryKind.Dataset, warnings),
                ],
            }
            : new DatasetEntry
            {
                Id = new EntryId(EntryKind.Dataset, name, version),
                Title = CardFields.Plain(json, "title"),
                Owner = owner,
                Licences = licences.Known,
                Unknowns = licences.Unknown,
                Sources = [.. Edges(json, "sources", EdgeKind.DerivedFrom, EntryKind.Dataset, warnings)],
            };
        return new ImportedCard(format, [entry], warnings);
    }

    private static IEnumerable<SourceEdge> Edges(JsonObject json, string field, EdgeKind kind, EntryKind of, List<string> warnings) =>
        CardFields.Items(json[field]).Select(text => CardSources.Edge(kind, of, text, field, "the description's", warnings));
}
