using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// Models and datasets in SPDX 3.0.1: an AI or a Dataset package with exactly one declared and one concluded licence each, an expression over all of them or
/// none asserted, and the entry itself as an annotation.
/// </summary>
internal static class SpdxBill
{
    private const string Creation = "_:creation";
    private const string NoAssertion = "https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion";

    // The registry does not know when or by whom a document is written, and the same entry has to give the same bytes.
    private const string Created = "1970-01-01T00:00:00Z";

    public static JsonObject Write(PublishedEntry published)
    {
        var entry = published.Entry;
        var id = published.Address;
        var agent = new Creator(entry.Owner ?? "unknown", true).Address;
        JsonArray graph =
        [
            new JsonObject
            {
                ["type"] = "CreationInfo",
                ["@id"] = Creation,
                ["specVersion"] = "3.0.1",
                ["created"] = Created,
                ["createdBy"] = new JsonArray(agent),
                ["comment"] = "The time of creation is not stated.",
            },
            Element("Organization", agent, new JsonObject { ["name"] = entry.Owner ?? "unknown" }),
            Element("SpdxDocument", $"{id}#document", new JsonObject
            {
                ["name"] = entry.Id.Brief,
                ["profileConformance"] = new JsonArray(
                    "core", "software", "simpleLicensing", "expandedLicensing", published.IsModel ? "ai" : "dataset"),
                ["rootElement"] = new JsonArray(id),
            }),
            Package(published, id, agent),
            .. published.Agents.Where(a => a.Address != agent)
                .Select(a => Element(a.IsOrganisation ? "Organization" : "Person", a.Address, new JsonObject { ["name"] = a.Name })),
            .. Custom(published),
        ];
        Licence(graph, id, "hasDeclaredLicense", published.Licences, null);
        Licence(graph, id, "hasConcludedLicense", published.Concluded, published.IsConcludedByRulings
            ? $"Concluded from what these rulings rest on. {string.Join("; ", published.Rulings.Select(r => r.Text))}." : null);
        foreach (var source in published.Named)
        {
            var kind = source.From.Kind ?? (source.Kind == EdgeKind.MadeWith ? EntryKind.Dataset : entry.Id.Kind);
            var from = PublishedEntry.Of(source.From, kind);
            if (!graph.OfType<JsonObject>().Any(e => (string?)e["spdxId"] == from))
            {
                var other = new JsonObject { ["name"] = source.From.Name };
                if (source.From.Version is { } version)
                {
                    other["software_packageVersion"] = version;
                }

                if (kind != EntryKind.Model)
                {
                    other["dataset_datasetType"] = new JsonArray("noAssertion");
                }

                graph.Add(Element(kind == EntryKind.Model ? "ai_AIPackage" : "dataset_DatasetPackage", from, other));
            }

            var isTraining = published.IsModel && source.Kind == EdgeKind.MadeWith;
            graph.Add(Element("Relationship", $"{id}#source-{graph.Count}", new JsonObject
            {
                ["relationshipType"] = isTraining ? "trainedOn" : "descendantOf",
                ["from"] = id,
                ["to"] = new JsonArray(from),
                ["comment"] = Kebab.Name(source.Kind),
            }));
        }

        graph.Add(Element("Annotation", $"{id}#entry", new JsonObject
        {
            ["annotationType"] = "other",
            ["contentType"] = "application/json",
            ["subject"] = id,
            ["statement"] = new JsonObject
            {
                [PublishedEntry.Member] = published.Json,
                ["leaf"] = published.Leaf,
                ["log"] = published.Log,
                [PublishedEntry.BesideMember] = published.Beside,
            }.ToJsonString(),
        }));
        return new JsonObject { ["@context"] = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", ["@graph"] = graph };
    }

    public static Embedded Embedded(JsonObject document)
    {
        var annotation = (document["@graph"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(e => (string?)e["type"] == "Annotation");
        return (string?)annotation?["statement"] is { } text && JsonNode.Parse(text) is JsonObject statement
            ? new(
                (string?)statement[PublishedEntry.Member],
                (long?)statement["leaf"],
                (string?)statement["log"],
                (string?)statement[PublishedEntry.BesideMember])
            : default;
    }

    private static JsonObject Package(PublishedEntry published, string id, string agent)
    {
        var entry = published.Entry;
        var json = new JsonObject
        {
            ["name"] = entry.Id.Name,
            ["software_packageVersion"] = entry.Id.Version,
            ["software_primaryPurpose"] = published.IsModel ? "model" : "data",
        };
        if (entry.Owner is not null)
        {
            json["suppliedBy"] = agent;
        }

        if (entry.Note is { } note)
        {
            json["description"] = note;
        }

        if (entry is DatasetEntry dataset)
        {
            json["dataset_datasetType"] = new JsonArray([.. TypesOf(published).Select(t => (JsonNode)t)]);
            if (dataset.Rows is { } rows)
            {
                json["dataset_datasetSize"] = rows;
            }

            if (published.Rulings.Count > 0)
            {
                json["dataset_intendedUse"] = string.Join("; ", published.Rulings.Select(r => r.Text));
            }

            if (dataset.Collection is { } collection)
            {
                json["dataset_dataCollectionProcess"] = collection;
            }
        }

        var publication = entry.Publication;
        if (publication.Creators.Count > 0)
        {
            json["originatedBy"] = new JsonArray([.. publication.Creators.Select(c => (JsonNode)Creator.Of(c).Address)]);
        }

        if (publication.On is { } on)
        {
            json["releaseTime"] = $"{on:yyyy-MM-dd}T00:00:00Z";
        }

        if (publication.Address is { } address)
        {
            json["software_homePage"] = address;
        }

        string[] comments =
        [
            .. publication.Geography.Count > 0 ? [$"The data come from {string.Join(", ", publication.Geography)}."] : (string[])[],
            .. publication.Consent is { } consent ? [$"Consent: {consent}"] : (string[])[],
        ];
        if (comments.Length > 0)
        {
            json["comment"] = string.Join(' ', comments);
        }

        return Element(published.IsModel ? "ai_AIPackage" : "dataset_DatasetPackage", id, json);
    }

    private static IEnumerable<string> TypesOf(PublishedEntry published) =>
        published.Entry.Publication.Media is { Count: > 0 } media ? media.Select(Kebab.Name) : ["noAssertion"];

    /// <summary>Terms that SPDX does not list: where they stand, not what they say.</summary>
    private static IEnumerable<JsonObject> Custom(PublishedEntry published) =>
        published.Licences.Concat(published.Concluded).Where(l => PublishedEntry.SpdxId(l) is null).DistinctBy(Reference, StringComparer.Ordinal).Select(l =>
        {
            var json = new JsonObject
            {
                ["name"] = l.Brief,
                ["simplelicensing_licenseText"] = $"The terms '{l.Brief}' of the registry; their text is not reproduced here.",
            };
            if (published.Terms.FirstOrDefault(t => t.Name == l.Brief).Address is { } address)
            {
                json["expandedlicensing_seeAlso"] = new JsonArray(address);
            }

            return Element("expandedlicensing_CustomLicense", AddressOf(l), json);
        });

    private static string AddressOf(EntryReference licence) => PublishedEntry.Of(licence, EntryKind.Terms);

    private static string Reference(EntryReference licence) =>
        $"LicenseRef-{new string([.. licence.Brief.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')])}";

    private static void Licence(JsonArray graph, string id, string relation, IReadOnlyList<EntryReference> licences, string? why)
    {
        var to = NoAssertion;
        if (licences.Count > 0)
        {
            to = $"{id}#{relation}-expression";
            var json = new JsonObject
            {
                ["simplelicensing_licenseExpression"] = string.Join(" AND ", licences.Select(l => PublishedEntry.SpdxId(l) ?? Reference(l))),
            };
            if (licences.Where(l => PublishedEntry.SpdxId(l) is null).DistinctBy(Reference, StringComparer.Ordinal).ToArray() is { Length: > 0 } custom)
            {
                json["simplelicensing_customIdToUri"] = new JsonArray([.. custom.Select(l => (JsonNode)new JsonObject
                {
                    ["type"] = "DictionaryEntry",
                    ["key"] = Reference(l),
                    ["value"] = AddressOf(l),
                })]);
            }

            graph.Add(Element("simplelicensing_LicenseExpression", to, json));
        }

        var link = new JsonObject { ["relationshipType"] = relation, ["from"] = id, ["to"] = new JsonArray(to) };
        if (why is not null)
        {
            link["comment"] = why;
        }

        graph.Add(Element("Relationship", $"{id}#{relation}", link));
    }

    private static JsonObject Element(string type, string id, JsonObject members)
    {
        var json = new JsonObject { ["type"] = type, ["spdxId"] = id, ["creationInfo"] = Creation };
        foreach (var (name, value) in members.ToList())
        {
            members.Remove(name);
            json[name] = value;
        }

        return json;
    }
}
