using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// Datasets in Croissant 1.1 (MLCommons) with its Responsible AI vocabulary and PROV. What the registry does not know is left out: Croissant asks for url,
/// creator and datePublished too, which are for the publisher to add.
/// </summary>
internal static class CroissantCard
{
    public static JsonObject Write(PublishedEntry published)
    {
        var entry = (DatasetEntry)published.Entry;
        var json = new JsonObject
        {
            ["@context"] = Context(),
            ["@type"] = "sc:Dataset",
            ["@id"] = published.Address,
            ["conformsTo"] = new JsonArray("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"),
            ["name"] = entry.Id.Name,
            ["version"] = entry.Id.Version,
        };
        Set(json, "alternateName", entry.Title);
        Set(json, "description", entry.Note);
        if (entry.Owner is { } owner)
        {
            json["publisher"] = new JsonObject { ["@type"] = "sc:Organization", ["name"] = owner };
            json["wasAttributedTo"] = new JsonObject { ["@id"] = $"urn:roundtable:organisation:{owner}" };
        }

        string[] licences = [.. entry.Licences.Select(l => PublishedEntry.SpdxId(l) is { } id ? $"https://spdx.org/licenses/{id}.html" : l.Brief)];
        if (licences.Length > 0)
        {
            json["license"] = new JsonArray([.. licences.Select(l => (JsonNode)l)]);
        }

        Set(json, "dataCollection", entry.Collection);
        if (entry.Origin is Origin.Synthetic or Origin.Mixed)
        {
            json["dataCollectionType"] = new JsonArray([.. entry.Origin == Origin.Mixed ? (JsonNode[])["Others", "Synthetic data"] : ["Synthetic data"]]);
        }

        if (published.Named.Any())
        {
            json["wasDerivedFrom"] = new JsonArray([.. published.Named.Select(s => (JsonNode)new JsonObject
            {
                ["@id"] = PublishedEntry.Of(s.From, s.Kind is EdgeKind.DerivedFrom or EdgeKind.MadeWith ? EntryKind.Dataset : EntryKind.Model),
                ["name"] = s.From.Name,
                ["roundtable:how"] = Kebab.Name(s.Kind),
            })]);
        }

        if (entry.Parts.Count > 0)
        {
            json["recordSet"] = new JsonArray([.. entry.Parts.Select(p => (JsonNode)new JsonObject
            {
                ["@type"] = "cr:RecordSet",
                ["@id"] = $"{published.Address}#{Uri.EscapeDataString(p)}",
                ["name"] = p,
            })]);
        }

        json["roundtable:origin"] = Kebab.Name(entry.Origin);
        if (entry.Rows is { } rows)
        {
            json["roundtable:rows"] = rows;
        }

        if (published.Leaf is { } leaf)
        {
            (json["roundtable:leaf"], json["roundtable:log"]) = (leaf, published.Log);
        }

        json[PublishedEntry.Member] = published.Json;
        return json;
    }

    private static void Set(JsonObject json, string member, string? value)
    {
        if (value is not null)
        {
            json[member] = value;
        }
    }

    private static JsonObject Context() => new()
    {
        ["@language"] = "en",
        ["@vocab"] = "https://schema.org/",
        ["sc"] = "https://schema.org/",
        ["cr"] = "http://mlcommons.org/croissant/",
        ["rai"] = "http://mlcommons.org/croissant/RAI/",
        ["prov"] = "http://www.w3.org/ns/prov#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["roundtable"] = "urn:roundtable:",
        ["conformsTo"] = "dct:conformsTo",
        ["recordSet"] = "cr:recordSet",
        ["dataCollection"] = "rai:dataCollection",
        ["dataCollectionType"] = "rai:dataCollectionType",
        ["wasDerivedFrom"] = "prov:wasDerivedFrom",
        ["wasAttributedTo"] = "prov:wasAttributedTo",
    };
}
