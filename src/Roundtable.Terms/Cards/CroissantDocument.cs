using System.Globalization;
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
            Note = CardFields.Text(json, "description", warnings),
            Publication = PublicationOf(json, warnings),
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

    private static Publication PublicationOf(JsonObject json, List<string> warnings)
    {
        var address = CardFields.Node(json, "url") is null ? null : CardFields.Text(json, "url", warnings);
        if (address is not null && !Publication.IsAddress(address))
        {
            warnings.Add($"url: '{CardNames.Shown(address)}' is not an address of the web; ignored.");
            address = null;
        }

        var date = CardFields.Node(json, "datePublished") is null ? null : CardFields.Text(json, "datePublished", warnings);
        var isDate = DateOnly.TryParseExact(
            date is { Length: >= 10 } ? date[..10] : date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on);
        if (date is not null && !isDate)
        {
            warnings.Add($"datePublished: '{CardNames.Shown(date)}' is not a date; ignored.");
        }

        return new Publication
        {
            Address = address,
            On = isDate ? on : null,
            Creators = [.. Creators(CardFields.Node(json, "creator"))],
            Geography = [.. CardFields.Items(CardFields.Node(json, "spatialCoverage")).OfType<string>()],
        };
    }

    /// <summary>Creators: of an object its type says what it is; a plain text could be either, and is taken for a person's.</summary>
    private static IEnumerable<string> Creators(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(Creators),
        JsonObject named => CardFields.Items(named).OfType<string>().Select(n => IsOrganisation(named) ? Publication.OrganisationPrefix + n : n),
        _ => [node.ToString()],
    };

    private static bool IsOrganisation(JsonObject named) => ((named["@type"] ?? named["type"]) switch
    {
        null => [],
        JsonArray types => types.Select(t => t?.ToString()),
        var type => (string?[])[type.ToString()],
    }).Any(t => t?.EndsWith("Organization", StringComparison.Ordinal) == true);

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
