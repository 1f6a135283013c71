using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// What something came from in W3C PROV-O, as JSON-LD with a context of its own: entities, an activity for each source, the owner as an agent.
/// </summary>
internal static class ProvDocument
{
    public static JsonObject Write(PublishedEntry published)
    {
        var entry = published.Entry;
        var entity = new JsonObject { ["@id"] = published.Address, ["@type"] = "prov:Entity", ["label"] = entry.Title ?? entry.Id.Brief };
        JsonArray graph = [entity];
        List<JsonObject> agents = [.. published.Agents.Select(a => new JsonObject { ["@id"] = a.Address, ["@type"] = a.ProvType, ["label"] = a.Name })];
        agents.ForEach(graph.Add);
        if (agents.Count > 0)
        {
            entity["wasAttributedTo"] = new JsonArray([.. agents.Select(a => a["@id"]!.DeepClone())]);
        }

        if (entry.Publication.On is { } on)
        {
            entity["issued"] = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (published.OnRecord is { } record)
        {
            entity["comment"] = record;
        }

        JsonArray from = [], by = [];
        foreach (var (source, i) in entry.Sources.Select((s, i) => (s, i + 1)))
        {
            var address = source.From.IsUnknown
                ? string.Create(CultureInfo.InvariantCulture, $"{published.Address}#unknown-{i}")
                : PublishedEntry.Of(source.From, source.Kind == EdgeKind.MadeWith ? EntryKind.Dataset : entry.Id.Kind);
            var activity = string.Create(CultureInfo.InvariantCulture, $"{published.Address}#{Kebab.Name(source.Kind)}-{i}");
            from.Add(address);
            by.Add(activity);
            graph.Add(new JsonObject { ["@id"] = address, ["@type"] = "prov:Entity", ["label"] = source.Named ?? source.From.ToString() });
            var step = new JsonObject { ["@id"] = activity, ["@type"] = "prov:Activity", ["label"] = Kebab.Name(source.Kind), ["used"] = address };
            if (source.On is { } used)
            {
                step["startedAtTime"] = $"{used:yyyy-MM-dd}T00:00:00Z";
            }

            graph.Add(step);
        }

        if (from.Count > 0)
        {
            (entity["wasDerivedFrom"], entity["wasGeneratedBy"]) = (from, by);
        }

        return new JsonObject { ["@context"] = Context(), ["@graph"] = graph };
    }

    private static JsonObject Context() => new()
    {
        ["prov"] = "http://www.w3.org/ns/prov#",
        ["label"] = "http://www.w3.org/2000/01/rdf-schema#label",
        ["comment"] = "http://www.w3.org/2000/01/rdf-schema#comment",
        ["wasAttributedTo"] = Link("prov:wasAttributedTo"),
        ["wasDerivedFrom"] = Link("prov:wasDerivedFrom"),
        ["wasGeneratedBy"] = Link("prov:wasGeneratedBy"),
        ["used"] = Link("prov:used"),
        ["issued"] = new JsonObject { ["@id"] = "http://purl.org/dc/terms/issued", ["@type"] = "http://www.w3.org/2001/XMLSchema#date" },
        ["startedAtTime"] = new JsonObject { ["@id"] = "prov:startedAtTime", ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" },
    };

    private static JsonObject Link(string id) => new() { ["@id"] = id, ["@type"] = "@id" };
}
