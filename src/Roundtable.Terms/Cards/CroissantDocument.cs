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
        if ((defaults.Name ?? CardNames.Name(CardFields.Text(json, "name", warnings))) is not { } name)
        {
            warnings.Add("name: missing; give it with --as OWNER/NAME.");
            return new ImportedCard(Format, [], warnings);
        }

        var version = CardFields.Text(json, "version", warnings);
        if (version is not null && CardNames.Version(version) != version)
        {
            warnings.Add($"version: '{version}' was changed to '{CardNames.Version(version) ?? defaults.Version}', a valid version.");
        }

        List<EntryReference> licences = [.. CardFields.Texts(json, "license", warnings).SelectMany(l => LicenceNames.Read("license", l, warnings))];
        if (licences.Count == 0)
        {
            warnings.Add("license: no usable licence.");
        }

        var recordSets = (CardFields.Node(json, "recordSet") as JsonArray ?? []).OfType<JsonObject>();
        string[] sources = ["isBasedOn", "wasDerivedFrom"];
        var entry = new DatasetEntry
        {
            Id = new EntryId(EntryKind.Dataset, name, CardNames.Version(version) ?? defaults.Version),
            Title = CardFields.Text(json, "alternateName", warnings) ?? CardFields.Text(json, "name", warnings),
            Owner = CardNames.Organisation(CardFields.Text(json, "publisher", warnings) ?? CardFields.Texts(json, "creator", warnings).FirstOrDefault()),
            Licences = licences,
            Collection = CardFields.Text(json, "dataCollection", warnings),
            Origin = OriginOf([.. CardFields.Texts(json, "dataCollectionType", warnings)]),
            Parts = [.. recordSets.Select(r => CardFields.Text(r, "name", warnings)).OfType<string>()],
            Sources = [.. sources.SelectMany(f => CardFields.Texts(json, f, warnings).Select(t => Source(f, t, warnings))).OfType<SourceEdge>()],
        };
        return new ImportedCard(Format, [entry], warnings);
    }

    private static Origin OriginOf(List<string> types)
    {
        var made = types.Exists(t =>
            t.Contains("synthetic", StringComparison.OrdinalIgnoreCase) || t.Contains("generated", StringComparison.OrdinalIgnoreCase));
        var other = types.Exists(t => t is "Surveys" or "Manual Human Curator" or "Interviews" or "Experiments" or "Observations");
        return made && other ? Origin.Mixed : made ? Origin.Synthetic : other ? Origin.Human : Origin.Unknown;
    }

    private static SourceEdge? Source(string field, string text, List<string> warnings)
    {
        const string Hub = "/datasets/";
        var path = !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") ? text
            : uri.Host == "huggingface.co" && uri.AbsolutePath.StartsWith(Hub, StringComparison.Ordinal) ? uri.AbsolutePath[Hub.Length..]
            : uri.Host + uri.AbsolutePath;
        if (CardNames.Name(path.Trim('/')) is { } name)
        {
            return new SourceEdge(EdgeKind.DerivedFrom, new EntryReference(EntryKind.Dataset, name, null), null, $"the description's field {field}");
        }

        warnings.Add($"{field}: '{text}' is not the name of a dataset; ignored.");
        return null;
    }
}
