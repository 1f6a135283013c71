using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Rulings as docs/formats/ruling.md describes them.</summary>
public sealed class RulingWriterTests
{
    private readonly World _world = new World()
        .With(World.TermsOf("lab-terms", "allow-if", until: "2025-12-31", condition: "attribution: Lab, share-alike: ONE, users-at-most: 10"))
        .With(World.TermsOf("other", "allow-if", condition: "share-alike: TWO"))
        .With("""
            provider: lab
            version: "1"
            whose: lab
            route: direct
            terms: lab-terms
            ---
            dataset: d
            version: "1"
            whose: maker
            licence: other
            sources:
              - { made-with: leaf-1, on: 2025-06-01, where: the card }
            """);

    public RulingWriterTests() => _world.Output("leaf-1", "lab", "m", RouteKind.Direct, "2025-06-01");

    [Fact]
    public void A_ruling_is_written_with_all_that_it_rests_on()
    {
        var ruling = _world.Rule("dataset:d@1", Use.Publish, more: i => i with
        {
            As = "acme",
            Obtained = World.Day("2025-07-01"),
            Without = new HashSet<string> { "z", "a" },
            Organisation = new Roundtable.Terms.Registry.OrganisationEntry { Id = new Roundtable.Terms.Registry.EntryId(Roundtable.Terms.Registry.EntryKind.Organisation, "acme", "1"), Users = 5 },
        });
        var terms = ruling.Findings.Single(f => f.Ground.Edge is null && f.Ground.Terms!.Entry.Id.Name == "lab-terms").Ground.Terms!;
        var json = RulingWriter.Json(ruling, [new Part(_world.Find("leaf-1"), Outcome.AllowedIf, []), new Part(_world.Find("x"), Outcome.Unknown, []), new Part(_world.Find("y"), Outcome.AllowedIf, [])], [_world.Find("leaf-1")]);
        Assert.Equal(RulingParagraph.Of(ruling).ToString(), json["says"]!.GetValue<string>());
        Assert.Equal(RulingText.NotAdvice, json["notice"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""
            {"as":"acme","conditions":[{"attribution":"Lab"},{"share-alike":"ONE"},{"share-alike":"TWO"}],
            "conflicts":[{"one":{"share-alike":"ONE"},"why":"it has to be handed on under ONE, and is under other, which is not compatible"},{"one":{"share-alike":"ONE"},"other":{"share-alike":"TWO"},"why":"derived work cannot be distributed under ONE and under TWO at once"}],
            "content":{"id":"dataset:d@1","title":"the dataset d"},"format":1,"met":[{"users-at-most":"10"}],"obtained":"2025-07-01","on":"2026-01-01",
            "outcome":"denied","rules":2,"parts":{"allowed-if":["leaf-1","y"],"unknown":["x"]},"remove":[{"id":"leaf-1","title":"the answer leaf-1"}],"things":2,"use":"publish","without":["a","z"]}
            """), Without(json, "grounds", "says", "notice")), Without(json, "grounds", "says", "notice").ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""
            {"address":"https://example.org/lab-terms","clause":1,"conditions":[{"attribution":"Lab"},{"share-alike":"ONE"}],"confidence":"high","digest":"{{terms.Digest}}",
            "entry":"terms:lab-terms@1","from":"2020-01-01","met":[{"users-at-most":"10"}],"outcome":"allowed-if","path":[{"id":"dataset:d@1","title":"the dataset d"},
            {"declared":true,"edge":"made-with","id":"leaf-1","title":"the answer leaf-1","where":"the card"}],"revision":1,"says":"The text of lab-terms says allow-if",
            "subject":"outputs","things":1,"until":"2025-12-31","where":"section 1"}
            """), json["grounds"]![1]), json["grounds"]![1]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"made":"dataset:d@1","edge":"made-with","uses":["evaluate"],"by":"maker","on":"2025-07-01"}"""),
            json["grounds"]![0]!["breach"]), json["grounds"]![0]!.ToJsonString());
        Assert.Equal("edge", json["grounds"]![0]!["rule"]!.GetValue<string>());
    }

    [Fact]
    public void Members_without_a_value_are_left_out()
    {
        var json = RulingWriter.Json(_world.Rule("nothing", Use.Publish), [], null);
        Assert.Equal(["content", "format", "grounds", "notice", "on", "outcome", "rules", "says", "things", "use"], json.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["outcome", "path", "says", "things"], json["grounds"]![0]!.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["id", "title"], json["grounds"]![0]!["path"]![0]!.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.StartsWith("{\"content\":{\"id\":\"nothing\"", Encoding.UTF8.GetString(RulingWriter.Write(json)), StringComparison.Ordinal);
    }

    private static JsonObject Without(JsonObject json, params string[] keys)
    {
        var copy = json.DeepClone().AsObject();
        Array.ForEach(keys, k => copy.Remove(k));
        return copy;
    }
}
