using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;

namespace Roundtable.Terms.Registry;

/// <summary>Writes entries as JSON with the keys of the YAML files, so that <see cref="EntryReader"/> parses both.</summary>
public static class EntryWriter
{
    /// <summary>The bytes for the log: RFC 8785 canonical JSON.</summary>
    public static byte[] Write(Entry entry) => CanonicalJson.Write(Json(entry));

    /// <summary>The entry as a JSON object; members without a value are omitted.</summary>
    public static JsonObject Json(Entry entry)
    {
        var json = new JsonObject
        {
            [Kebab.Name(entry.Id.Kind)] = entry.Id.Name,
            ["version"] = entry.Id.Version,
        };
        switch (entry)
        {
            case OrganisationEntry organisation:
                Set(json, "region", organisation.Region);
                Set(json, "users", organisation.Users);
                Set(json, "revenue", organisation.Revenue);
                Set(json, "owners", List(organisation.Owners, Owner));
                Set(json, "default-terms", References(organisation.DefaultTerms));
                Set(json, "access", List(organisation.Access, Access));
                break;
            case ProviderEntry provider:
                Set(json, "whose", entry.Owner);
                Set(json, "route", provider.Route is { } route ? Kebab.Name(route) : null);
                Set(json, "terms", References(provider.Terms));
                Set(json, "access", List(provider.Access, Access));
                break;
            case ModelEntry model:
                Set(json, "vendor", entry.Owner);
                Set(json, "family", model.Family);
                Set(json, "weights", model.Weights is { } weights ? Kebab.Name(weights) : null);
                Set(json, "licence", References(model.Licences));
                Set(json, "concluded", References(model.Concluded));
                Set(json, "matches", Texts(model.Matches));
                Set(json, "kind", Texts(model.Kinds.Select(Kebab.Name)));
                Set(json, "offered", model.Offered is { } offered ? (offered ? "yes" : "no") : null);
                Set(json, "unknown", Texts(model.Unknowns));
                Set(json, "obtained", Day(model.Obtained));
                break;
            case DatasetEntry dataset:
                Set(json, "whose", entry.Owner);
                Set(json, "licence", References(dataset.Licences));
                Set(json, "concluded", References(dataset.Concluded));
                Set(json, "origin", dataset.Origin == Origin.Unknown ? null : Kebab.Name(dataset.Origin));
                Set(json, "collection", dataset.Collection);
                Set(json, "parts", Texts(dataset.Parts));
                Set(json, "rows", dataset.Rows);
                Set(json, "unknown", Texts(dataset.Unknowns));
                Set(json, "obtained", Day(dataset.Obtained));
                break;
            case TermsEntry terms:
                Set(json, "whose", entry.Owner);
                Set(json, "from", terms.FromIsUnknown ? "unknown" : Day(terms.From));
                Set(json, "until", Day(terms.Until));
                Set(json, "source", Source(terms.Source));
                Set(json, "confidence", Kebab.Name(terms.Confidence));
                Set(json, "also", Texts(terms.Aliases));
                Set(json, "compatible", Texts(terms.Compatible));
                Set(json, "access", List(terms.Access, Access));
                Set(json, "clauses", List(terms.Clauses, Clause));
                break;
        }

        entry.Publication.Write(json);
        Set(json, "sources", List(entry.Sources, Edge));
        Set(json, "title", entry.Title);
        Set(json, "note", entry.Note);
        Set(json, "revision", entry.Revision == 1 ? null : (long?)entry.Revision);
        Set(json, "correction", entry.Correction);
        return json;
    }

    /// <summary>A clause as JSON.</summary>
    public static JsonObject Clause(Clause clause)
    {
        var json = new JsonObject
        {
            ["subject"] = Texts(clause.Subjects.Select(Kebab.Name)),
            ["use"] = clause.Uses.Count == 0 ? "any" : Texts(clause.Uses.Select(Kebab.Name)),
            ["effect"] = Kebab.Name(clause.Effect),
        };
        Set(json, "into", Texts(clause.Into.Select(Kebab.Name)));
        Set(json, "conditions", List(clause.Conditions, Condition));
        json["where"] = clause.Citation;
        json["says"] = clause.Summary;
        return json;
    }

    /// <summary>A condition as JSON: its key and its value.</summary>
    public static JsonObject Condition(Condition condition) => new() { [condition.Key] = condition.Value };

    private static JsonObject Access(AccessFact fact)
    {
        var json = new JsonObject { ["barred"] = "yes" };
        Set(json, "organisations", Texts(fact.Organisations));
        Set(json, "regions", Texts(fact.Regions));
        Set(json, "vendors", Texts(fact.Vendors));
        Set(json, "owned-from", Texts(fact.OwnedFrom));
        Set(json, "models", Texts(fact.Models));
        Set(json, "uses", Texts(fact.Uses.Select(Kebab.Name)));
        Set(json, "served", fact.Served is { Count: 0 } ? "none" : Texts((fact.Served ?? []).Select(Kebab.Name)));
        json["from"] = Day(fact.From) ?? "unknown";
        Set(json, "until", Day(fact.Until));
        json["where"] = fact.Citation;
        json["says"] = fact.Summary;
        return json;
    }

    private static JsonObject Owner(OwnerShare owner)
    {
        var json = new JsonObject { ["organisation"] = owner.Organisation };
        Set(json, "share", owner.Percent?.ToString(CultureInfo.InvariantCulture));
        return json;
    }

    private static JsonObject Source(TextSource source)
    {
        var json = new JsonObject { ["address"] = source.Address, ["read"] = Day(source.Read) };
        Set(json, "digest", source.Digest?.ToString());
        Set(json, "copy", source.Copy);
        return json;
    }

    private static JsonObject Edge(SourceEdge edge)
    {
        var json = new JsonObject { [Kebab.Name(edge.Kind)] = edge.From.ToString() };
        Set(json, "on", Day(edge.On));
        Set(json, "through", edge.Through?.ToString());
        Set(json, "uses", Texts(edge.Uses.Select(Kebab.Name)));
        Set(json, "named", edge.Named);
        Set(json, "count", edge.Count == 1 ? null : (long?)edge.Count);
        Set(json, "where", edge.Citation);
        return json;
    }

    private static JsonArray? References(IReadOnlyList<EntryReference> references) => Texts(references.Select(r => (r with { Kind = null }).ToString()));

    private static JsonArray? Texts(IEnumerable<string> texts) => List(texts, t => t);

    private static JsonArray? List<T>(IEnumerable<T> items, Func<T, JsonNode> node) =>
        items.Select(node).ToArray() is { Length: > 0 } nodes ? new JsonArray(nodes) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Set(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
        {
            json[key] = value;
        }
    }
}
