using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>Models and datasets as a CycloneDX 1.7 bill of materials: ancestors, datasets, licences declared and concluded.</summary>
internal static class CycloneDxBill
{
    private const string LeafProperty = "roundtable:leaf";
    private const string LogProperty = "roundtable:log";

    public static JsonObject Write(PublishedEntry published)
    {
        var entry = published.Entry;
        var component = new JsonObject
        {
            ["type"] = published.IsModel ? "machine-learning-model" : "data",
            ["bom-ref"] = published.Address,
            ["name"] = entry.Id.Name,
            ["version"] = entry.Id.Version,
        };
        if (entry.Owner is { } owner)
        {
            component["supplier"] = new JsonObject { ["name"] = owner };
        }

        if (entry.Note is { } note)
        {
            component["description"] = note;
        }

        if (entry.Publication.Creators.Count > 0)
        {
            component["authors"] = new JsonArray([.. entry.Publication.Creators.Select(c => (JsonNode)new JsonObject { ["name"] = Creator.Of(c).Name })]);
        }

        if (entry.Publication.Address is { } address)
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = address });
        }

        JsonArray licences = [.. published.Licences.Select(l => Licence(l, "declared")), .. published.Concluded.Select(l => Licence(l, "concluded"))];
        if (licences.Count > 0)
        {
            component["licenses"] = licences;
        }

        List<SourceEdge> datasets = [.. published.Named.Where(IsTraining)];
        List<SourceEdge> ancestors = [.. published.Named.Except(datasets)];
        if (ancestors.Count > 0)
        {
            component["pedigree"] = new JsonObject { ["ancestors"] = new JsonArray([.. ancestors.Select(a => (JsonNode)Ancestor(published, a))]) };
        }

        if (published.IsModel && datasets.Count > 0)
        {
            component["modelCard"] = new JsonObject
            {
                ["modelParameters"] = new JsonObject
                {
                    ["datasets"] = new JsonArray([.. datasets.Select(d => (JsonNode)new JsonObject { ["type"] = "dataset", ["name"] = d.From.Name })]),
                },
            };
        }

        component["properties"] = Properties(published);
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.7.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.7",
            ["version"] = entry.Revision,
            ["metadata"] = new JsonObject { ["component"] = component },
        };

        // Of a dataset every source is an ancestor: only models have a place for what they were trained on.
        bool IsTraining(SourceEdge source) => published.IsModel && source.Kind == EdgeKind.MadeWith && source.From.Kind is null or EntryKind.Dataset;
    }

    public static Embedded Embedded(JsonObject document)
    {
        var properties = document["metadata"]?["component"]?["properties"] as JsonArray ?? [];
        string? Of(string name) => properties.Where(p => (string?)p?["name"] == name).Select(p => (string?)p!["value"]).FirstOrDefault();
        var isLogged = long.TryParse(Of(LeafProperty), NumberStyles.None, CultureInfo.InvariantCulture, out var leaf);
        return new(Of(PublishedEntry.Member), isLogged ? leaf : null, Of(LogProperty), Of(PublishedEntry.BesideMember));
    }

    private static JsonArray Properties(PublishedEntry published)
    {
        var properties = new JsonArray();
        Add(PublishedEntry.Member, published.Json);
        if (published.Leaf is { } leaf)
        {
            Add(LeafProperty, leaf.ToString(CultureInfo.InvariantCulture));
            Add(LogProperty, published.Log ?? "");
        }

        if (published.Beside is { } beside)
        {
            Add(PublishedEntry.BesideMember, beside);
        }

        var publication = published.Entry.Publication;
        AddAll("roundtable:published", publication.On is { } day ? [$"{day:yyyy-MM-dd}"] : []);
        AddAll("roundtable:geography", publication.Geography);
        AddAll("roundtable:consent", publication.Consent is { } consent ? [consent] : []);
        AddAll("roundtable:digitalSourceType", published.SourceType is { } type ? [type] : []);
        AddAll("roundtable:ruling", published.Rulings.Select(r => r.Text));
        foreach (var source in published.Entry.Sources)
        {
            Add("roundtable:source", $"{Kebab.Name(source.Kind)} {source.From}{(source.On is { } on ? $" on {on:yyyy-MM-dd}" : "")}");
        }

        return properties;

        void AddAll(string name, IEnumerable<string> values) => values.ToList().ForEach(v => Add(name, v));

        void Add(string name, string value) => properties.Add(new JsonObject { ["name"] = name, ["value"] = value });
    }

    private static JsonObject Licence(EntryReference licence, string acknowledgement)
    {
        var named = PublishedEntry.SpdxId(licence) is { } id ? new JsonObject { ["id"] = id } : new JsonObject { ["name"] = licence.Brief };
        named["acknowledgement"] = acknowledgement;
        return new JsonObject { ["license"] = named };
    }

    private static JsonObject Ancestor(PublishedEntry published, SourceEdge source)
    {
        var json = new JsonObject
        {
            ["type"] = (source.From.Kind ?? published.Entry.Id.Kind) == EntryKind.Model ? "machine-learning-model" : "data",
            ["name"] = source.From.Name,
        };
        if (source.From.Version is { } version)
        {
            json["version"] = version;
        }

        return json;
    }
}
