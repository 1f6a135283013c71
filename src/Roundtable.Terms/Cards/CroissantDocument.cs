using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>A dataset described in Croissant (MLCommons, versions 1.0 and 1.1), with the fields of its Responsible AI vocabulary.</summary>
internal static class CroissantDocument
{
    private const string Format = "Croissant";

    /// <summary>Whether the object is a schema.org Dataset.</summary>
    public static bool IsOne(JsonObject json) =>
        (json["@type"] ?? json["type"]) is { } type
        && (type as JsonArray ?? new JsonArray(type.DeepClone()))
            .Any(t => t?.ToString() is "sc:Dataset" or "Dataset" or "schema:Dataset" or "https://schema.org/Dataset");

    /// <summary>Parses the dataset.</summary>
    public static ImportedCard Read(JsonObject json, CardDefaults defaults)
    {
        List<string> warnings = [];
        if ((defaults.Name ?? Name(json, warnings)) is not { } name)
        {
            warnings.Add("name: missing; give it with --as OWNER/NAME.");
            return new ImportedCard(Format, [], warnings);
        }

        var version = CardFields.Text(json, "version", warnings);
        if (version is not null && CardNames.Version(version) != version)
        {
            warnings.Add($"version: '{version}' was changed to '{CardNames.Version(version) ?? defaults.Version}', a valid version.");
        }

        var licences = new CardLicences(warnings);
        licences.Add("license", CardFields.Node(json, "license"));
        licences.Add("licenses", CardFields.Node(json, "licenses"));
        if (licences.IsEmpty)
        {
            warnings.Add("license: missing.");
        }

        var recordSets = (CardFields.Node(json, "recordSet") as JsonArray ?? []).OfType<JsonObject>();
        string[] sources = ["isBasedOn", "wasDerivedFrom"];
        var entry = new DatasetEntry
        {
            Id = new EntryId(EntryKind.Dataset, name, CardNames.Version(version) ?? defaults.Version),
            Title = CardFields.Text(json, "alternateName", warnings) ?? CardFields.Text(json, "name", warnings),
            Owner = CardNames.Organisation(CardFields.Text(json, "publisher", warnings) ?? CardFields.Texts(json, "creator", warnings).FirstOrDefault()),
            Licences = licences.Known,
            Unknowns = licences.Unknown,
            Collection = CardFields.Text(json, "dataCollection", warnings),
            Origin = OriginOf([.. CardFields.Texts(json, "dataCollectionType", warnings)]),
            Parts = [.. recordSets.Select(r => CardFields.Text(r, "name", warnings)).OfType<string>()],
            Sources = [.. sources.SelectMany(f => CardFields.Items(CardFields.Node(json, f)).Select(t => Source(f, t, warnings)))],
        };
        return new ImportedCard(Format, [entry], warnings);
    }

    /// <summary>Its name; with its owner where the address, on a model hub, has one, so that cards which name it as a source meet it.</summary>
    private static string? Name(JsonObject json, List<string> warnings)
    {
        var name = CardNames.Name(CardFields.Text(json, "name", warnings));
        return name?.Contains('/', StringComparison.Ordinal) != true && CardFields.Plain(json, "url") is { } url
            && CardSources.OfHub(url, EntryKind.Dataset) is { } hub && hub.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) ? hub : name;
    }

    private static Origin OriginOf(List<string> types)
    {
        var made = types.Exists(t =>
            t.Contains("synthetic", StringComparison.OrdinalIgnoreCase) || t.Contains("generated", StringComparison.OrdinalIgnoreCase));
        var other = types.Exists(t => t is "Surveys" or "Manual Human Curator" or "Interviews" or "Experiments" or "Observations");
        return made && other ? Origin.Mixed : made ? Origin.Synthetic : other ? Origin.Human : Origin.Unknown;
    }

    private static SourceEdge Source(string field, string? text, List<string> warnings) =>
        CardSources.Edge(EdgeKind.DerivedFrom, EntryKind.Dataset, text, field, "the description's", warnings);
}
