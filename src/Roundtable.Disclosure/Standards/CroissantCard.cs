using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// Datasets in Croissant 1.1 (MLCommons) with its Responsible AI vocabulary, PROV-O for what something came from, and ODRL for what was ruled on it. What the
/// registry does not know is left out.
/// </summary>
internal static class CroissantCard
{
    public static JsonObject Write(PublishedEntry published)
    {
        var entry = (DatasetEntry)published.Entry;
        var publication = entry.Publication;
        var json = new JsonObject
        {
            ["@context"] = CroissantContext.Write(),
            ["@type"] = "sc:Dataset",
            ["@id"] = published.Address,
            ["conformsTo"] = new JsonArray("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"),
            ["name"] = entry.Id.Name,
            ["version"] = entry.Id.Version,
        };
        Set(json, "alternateName", entry.Title);
        Set(json, "description", entry.Note);
        Set(json, "url", publication.Address);
        Set(json, "datePublished", publication.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Set(json, "creator", List(publication.Creators.Select(Creator.Of).Select(Agent)));
        if (entry.Owner is { } owner)
        {
            json["publisher"] = Agent(new Creator(owner, true));
        }

        Set(json, "wasAttributedTo", List(published.Agents.Select(a => new JsonObject { ["@id"] = a.Address })));
        Set(json, "license", List(entry.Licences.Select(l => PublishedEntry.SpdxId(l) is { } id ? $"https://spdx.org/licenses/{id}.html" : l.Brief)));
        Set(json, "spatialCoverage", List(publication.Geography.Select(g => (JsonNode)g)));
        Set(json, "personalSensitiveInformation", publication.Consent is { } consent ? $"Consent: {consent}" : null);
        Set(json, "digitalSourceType", published.SourceType is { } type ? new JsonObject { ["@id"] = type } : null);
        Set(json, "dataCollection", entry.Collection);
        if (entry.Origin is Origin.Synthetic or Origin.Mixed)
        {
            json["dataCollectionType"] = new JsonArray([.. entry.Origin == Origin.Mixed ? (JsonNode[])["Others", "Synthetic data"] : ["Synthetic data"]]);
        }

        Set(json, "wasDerivedFrom", List(published.Named.Select(s => new JsonObject
        {
            ["@id"] = AddressOf(s),
            ["name"] = s.From.Name,
            ["roundtable:how"] = Kebab.Name(s.Kind),
        })));
        Set(json, "wasGeneratedBy", List(entry.Sources.Select((s, i) => Activity(published, s, i + 1))));
        Set(json, "usageInfo", List(published.Rulings.Select(r => OdrlOffer.Write(published, r)).OfType<JsonObject>()));
        Set(json, "distribution", List(published.Files.Select(f => CroissantFiles.File(published, f))));
        Set(json, "recordSet", List(CroissantFiles.RecordSets(published)));
        json["roundtable:origin"] = Kebab.Name(entry.Origin);
        Set(json, "roundtable:rows", entry.Rows);
        if (published.Leaf is { } leaf)
        {
            (json["roundtable:leaf"], json["roundtable:log"]) = (leaf, published.Log);
        }

        Set(json, PublishedEntry.BesideMember, published.Beside);
        json[PublishedEntry.Member] = published.Json;
        return json;
    }

    /// <summary>The members that Croissant 1.1 requires and the document would lack.</summary>
    public static IReadOnlyList<(string Member, string Add)> Missing(PublishedEntry published)
    {
        var publication = published.Entry.Publication;
        (bool IsThere, string Member, string Add)[] required =
        [
            (published.Entry.Note is not null, "description", "note"),
            (published.Licences.Count > 0, "license", "licence"),
            (publication.Address is not null, "url", "address"),
            (publication.Creators.Count > 0, "creator", "creator"),
            (publication.On is not null, "datePublished", "published"),
            (published.Files.Count > 0, "distribution", "files, which only training sets have on record"),
        ];
        return [.. required.Where(m => !m.IsThere).Select(m => (m.Member, m.Add))];
    }

    public static Embedded Embedded(JsonObject document) => new(
        (string?)document[PublishedEntry.Member], (long?)document["roundtable:leaf"], (string?)document["roundtable:log"],
        (string?)document[PublishedEntry.BesideMember]);

    /// <summary>The address of a source.</summary>
    public static string AddressOf(SourceEdge source) =>
        PublishedEntry.Of(source.From, source.Kind is EdgeKind.DerivedFrom or EdgeKind.MadeWith ? EntryKind.Dataset : EntryKind.Model);

    private static JsonObject Activity(PublishedEntry published, SourceEdge source, int number)
    {
        var json = new JsonObject
        {
            ["@type"] = "prov:Activity",
            ["@id"] = string.Create(CultureInfo.InvariantCulture, $"{published.Address}#{Kebab.Name(source.Kind)}-{number}"),
            ["label"] = $"{Kebab.Name(source.Kind)} {source.Named ?? source.From.ToString()}",
        };
        if (!source.From.IsUnknown)
        {
            json["used"] = new JsonObject { ["@id"] = AddressOf(source) };
        }

        Set(json, "startedAtTime", source.On is { } on ? $"{on:yyyy-MM-dd}T00:00:00Z" : null);
        return json;
    }

    private static JsonObject Agent(Creator creator) => new()
    {
        ["@type"] = new JsonArray(creator.SchemaType, creator.ProvType),
        ["@id"] = creator.Address,
        ["name"] = creator.Name,
    };

    private static JsonArray? List<T>(IEnumerable<T> items)
        where T : class =>
        items.Select(i => i as JsonNode ?? JsonValue.Create((string)(object)i)).ToArray() is { Length: > 0 } nodes ? new JsonArray(nodes) : null;

    private static void Set(JsonObject json, string member, JsonNode? value)
    {
        if (value is not null)
        {
            json[member] = value;
        }
    }
}
