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
        var agent = $"urn:roundtable:organisation:{entry.Owner ?? "unknown"}";
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
                ["profileConformance"] = new JsonArray("core", "software", "simpleLicensing", published.IsModel ? "ai" : "dataset"),
                ["rootElement"] = new JsonArray(id),
            }),
            Package(published, id, agent),
        ];
        Licence(graph, id, "hasDeclaredLicense", published.Licences);
        Licence(graph, id, "hasConcludedLicense", published.Concluded);
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
            }.ToJsonString(),
        }));
        return new JsonObject { ["@context"] = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", ["@graph"] = graph };
    }

    public static (string? Json, long? Leaf, string? Log) Embedded(JsonObject document)
    {
        var annotation = (document["@graph"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(e => (string?)e["type"] == "Annotation");
        return (string?)annotation?["statement"] is { } text && JsonNode.Parse(text) is JsonObject statement
            ? ((string?)statement[PublishedEntry.Member], (long?)statement["leaf"], (string?)statement["log"])
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
            json["dataset_datasetType"] = new JsonArray("noAssertion");
            if (dataset.Collection is { } collection)
            {
                json["dataset_dataCollectionProcess"] = collection;
            }
        }

        return Element(published.IsModel ? "ai_AIPackage" : "dataset_DatasetPackage", id, json);
    }

    private static void Licence(JsonArray graph, string id, string relation, IReadOnlyList<EntryReference> licences)
    {
        var to = NoAssertion;
        if (licences.Count > 0)
        {
            to = $"{id}#{relation}-expression";
            var expression = string.Join(" AND ", licences.Select(l => PublishedEntry.SpdxId(l) ?? $"LicenseRef-{l.Name.Replace('/', '-')}"));
            graph.Add(Element("simplelicensing_LicenseExpression", to, new JsonObject { ["simplelicensing_licenseExpression"] = expression }));
        }

        graph.Add(Element(
            "Relationship", $"{id}#{relation}", new JsonObject { ["relationshipType"] = relation, ["from"] = id, ["to"] = new JsonArray(to) }));
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
