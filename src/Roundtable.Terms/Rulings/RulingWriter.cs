using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>Writes rulings as JSON; docs/formats/ruling.md describes it.</summary>
public static class RulingWriter
{
    /// <summary>The version of the rules of docs/rulings.md; rulings without one were made under the first.</summary>
    public const int Rules = 2;

    /// <summary>The bytes for the log: RFC 8785 canonical JSON.</summary>
    public static byte[] Write(JsonObject ruling) => CanonicalJson.Write(ruling);

    /// <summary>The ruling as a JSON object; members without a value are omitted.</summary>
    /// <param name="ruling">The ruling.</param>
    /// <param name="parts">The outcome for each of its parts; null where not requested.</param>
    /// <param name="removal">The minimum set of artifacts to exclude; null where no exclusion helps or none is needed.</param>
    public static JsonObject Json(Ruling ruling, IReadOnlyList<Part>? parts = null, IReadOnlyList<Artifact>? removal = null)
    {
        var intent = ruling.Intent;
        var json = new JsonObject
        {
            ["format"] = 1,
            ["rules"] = Rules,
            ["content"] = Artifact(ruling.Content),
            ["use"] = Kebab.Name(intent.Use),
            ["on"] = Day(intent.On),
            ["outcome"] = Kebab.Name(ruling.Outcome),
            ["says"] = RulingParagraph.Of(ruling).ToString(),
            ["notice"] = RulingText.NotAdvice,
            ["things"] = ruling.Artifacts,
            ["grounds"] = Array(ruling.Findings, Finding),
        };
        Set(json, "as", intent.As);
        Set(json, "serves", intent.Serves);
        Set(json, "served-in", intent.ServedIn);
        Set(json, "obtained", intent.Obtained is { } obtained ? Day(obtained) : null);
        Set(json, "without", Array(intent.Without.Order(StringComparer.Ordinal), w => w));
        Set(json, "conditions", Array(ruling.Conditions, EntryWriter.Condition));
        Set(json, "met", Array(ruling.Met, EntryWriter.Condition));
        Set(json, "conflicts", Array(ruling.Conflicts, Conflict));
        Set(json, "remove", Array(removal ?? [], Artifact));
        if (parts is { Count: > 0 })
        {
            json["parts"] = new JsonObject(
            [
                .. from part in parts
                   group part by part.Outcome into outcome
                   orderby outcome.Key
                   select KeyValuePair.Create<string, JsonNode?>(Kebab.Name(outcome.Key), Array(outcome, p => p.Artifact.Id)),
            ]);
        }

        return json;
    }

    private static JsonObject Conflict(Conflict conflict)
    {
        var json = new JsonObject { ["one"] = EntryWriter.Condition(conflict.One), ["why"] = conflict.Why };
        Set(json, "other", conflict.Other is { } other ? EntryWriter.Condition(other) : null);
        return json;
    }

    private static JsonObject Edge(EdgeUse use)
    {
        var json = new JsonObject { ["made"] = use.Made.Id, ["edge"] = Kebab.Name(use.Kind), ["uses"] = Array(use.Uses, u => Kebab.Name(u)) };
        Set(json, "by", use.Maker);
        Set(json, "on", use.Day is { } day ? Day(day) : null);
        return json;
    }

    private static JsonObject Finding(Finding finding)
    {
        var ground = finding.Ground;
        var json = new JsonObject
        {
            ["outcome"] = Kebab.Name(ground.Outcome),
            ["says"] = ground.Summary,
            ["things"] = finding.Artifacts,
            ["path"] = Array(finding.Path, Step),
        };
        if (ground.Terms is { } cited)
        {
            json["entry"] = cited.Entry.Id.ToString();
            json["revision"] = cited.Entry.Revision;
            json["digest"] = cited.Digest.ToString();
        }

        if (ground.Terms?.Entry is TermsEntry terms)
        {
            json["from"] = Day(terms.From);
            Set(json, "until", terms.Until is { } until ? Day(until) : null);
            json["confidence"] = Kebab.Name(terms.Confidence);
            json["address"] = terms.Source.Address;
        }

        Set(json, "rule", ground.Rule == RulingRule.Clause ? null : Kebab.Name(ground.Rule));
        Set(json, "breach", ground.Edge is { } use ? Edge(use) : null);
        Set(json, "subject", ground.Subject is { } subject ? Kebab.Name(subject) : null);
        Set(json, "clause", ground.Clause?.Number);
        Set(json, "where", ground.Clause?.Citation);
        Set(json, "conditions", Array(ground.Conditions, EntryWriter.Condition));
        Set(json, "met", Array(ground.Met, EntryWriter.Condition));
        return json;
    }

    private static JsonObject Step(PathStep step)
    {
        var json = Artifact(step.Artifact);
        if (step.Edge is { } edge)
        {
            json["edge"] = Kebab.Name(edge.Kind);
            json["declared"] = edge.Declared;
            Set(json, "where", edge.Citation);
        }

        return json;
    }

    private static JsonObject Artifact(Artifact artifact) => new() { ["id"] = artifact.Id, ["title"] = artifact.Title };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonArray? Array<T>(IEnumerable<T> items, Func<T, JsonNode> node) =>
        items.Select(node).ToArray() is { Length: > 0 } nodes ? new JsonArray(nodes) : null;

    private static void Set(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
        {
            json[key] = value;
        }
    }
}
