using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Which grounds an artifact has by itself, and what is unknown by name.</summary>
public sealed class GroundsTests
{
    [Fact]
    public void An_answer_from_a_server_of_ones_own_has_the_licences_of_its_model()
    {
        var world = new World().With(World.TermsOf("open", "allow")).With(World.TermsOf("vendor-terms", "deny")).With("""
            provider: vendor
            version: "1"
            whose: vendor
            route: direct
            terms: vendor-terms
            ---
            model: vendor/licensed
            version: "1"
            vendor: vendor
            weights: open
            licence: open
            matches: ["licensed*"]
            ---
            model: vendor/open
            version: "1"
            vendor: vendor
            weights: open
            matches: ["open*"]
            ---
            model: vendor/leaked
            version: "1"
            vendor: vendor
            weights: closed
            matches: ["leaked*"]
            ---
            model: other/closed
            version: "1"
            vendor: other
            weights: closed
            matches: ["other*"]
            """);
        Assert.Equal("open@1#1/outputs/1", Key(world, "licensed"));
        Assert.Equal("vendor-terms@1#1/outputs/1", Key(world, "leaked"));
        Assert.Equal("licence:model:vendor/open@1", Key(world, "open"));
        Assert.Equal("licence:model:other/closed@1", Key(world, "other"));
        Assert.Equal("model:ollama/unheard-of", Key(world, "unheard-of"));
        Assert.Equal("own:model:vendor/open@1", Key(world, "open", i => i with { As = "VENDOR" }));
    }

    [Fact]
    public void Only_a_vendor_that_is_reached_directly_and_has_terms_speaks_for_its_models()
    {
        const string Closed = """
            ---
            model: vendor/big
            version: "1"
            vendor: vendor
            weights: closed
            matches: ["big*"]
            """;
        string Provider(string lines) => "provider: p\nversion: \"1\"\n" + lines + "\n" + Closed;
        World Of(string lines) => new World().With(World.TermsOf("terms", "allow")).With(Provider(lines));
        Assert.Equal("terms@1#1/outputs/1", Key(Of("whose: vendor\nroute: direct\nterms: terms"), "big"));
        Assert.Equal("licence:model:vendor/big@1", Key(Of("whose: vendor\nroute: reseller\nterms: terms"), "big"));
        Assert.Equal("licence:model:vendor/big@1", Key(Of("whose: other\nroute: direct\nterms: terms"), "big"));
        Assert.Equal("licence:model:vendor/big@1", Key(Of("route: direct\nterms: terms"), "big"));
        Assert.Equal("licence:model:vendor/big@1", Key(Of("whose: vendor\nroute: direct"), "big"));
    }

    [Fact]
    public void Where_a_record_names_no_route_its_provider_says_it()
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With("provider: lab\nversion: \"1\"\nwhose: lab\nroute: direct\nterms: lab-terms");
        world.Output("leaf:1", "lab", "m", null, "2025-06-01");
        Assert.Equal(["lab-terms@1#1/outputs/1"], Keys(world.Rule("leaf:1", Use.Publish)));
        world.With("provider: shop\nversion: \"1\"\nroute: reseller\nterms: lab-terms");
        world.Output("leaf:2", "shop", "m", null, "2025-06-01");
        Assert.Equal(["model:shop/m", "lab-terms@1#1/outputs/1"], Keys(world.Rule("leaf:2", Use.Publish)));
    }

    [Fact]
    public void What_is_not_known_of_an_answer_is_named()
    {
        var world = new World();
        world.Output("leaf:1", "house", "m", null, "2025-06-01");
        Assert.Equal(["provider:house", "route:house"], Keys(world.Rule("leaf:1", Use.Publish)));
        Assert.Equal("it is unknown through which intermediaries the answers of 'house' pass", world.Rule("leaf:1", Use.Publish).Findings[1].Ground.Summary);
        world.Add(new Artifact("leaf:2", ArtifactKind.Output, "leaf 2") { Producer = new Producer("house", "m", null, new Route(RouteKind.Direct, "shop")), Day = World.Day("2025-06-01") });
        Assert.Equal("the registry has no terms of 'shop', which provided it", Assert.Single(world.Rule("leaf:2", Use.Publish).Findings).Ground.Summary);
        world.Add(new Artifact("leaf:3", ArtifactKind.Output, "leaf 3"));
        Assert.Contains("the registry has no terms of 'its provider', which provided it", world.Rule("leaf:3", Use.Publish).Findings.Select(f => f.Ground.Summary));
    }

    [Fact]
    public void Weights_and_data_have_licences_of_their_own()
    {
        var world = new World().With(World.TermsOf("open", "allow", subjects: "[weights]")).With(World.TermsOf("outputs", "deny", subjects: "[outputs]")).With("""
            model: a/open
            version: "1"
            weights: open
            licence: open
            ---
            model: a/unlicensed
            version: "1"
            weights: open
            ---
            model: a/closed
            version: "1"
            weights: closed
            ---
            model: a/said
            version: "1"
            weights: open
            licence: outputs
            ---
            model: a/owned
            version: "1"
            vendor: a
            weights: open
            licence: outputs
            ---
            dataset: bare
            version: "1"
            """);
        string Of(string id, Subject? subject = null) => Assert.Single(Keys(world.Rule(id, Use.Publish, more: i => i with { Of = subject })));
        Assert.Equal("open@1#1/weights/1", Of("model:a/open@1"));
        Assert.Equal("open@1#1/outputs/none", Of("model:a/open@1", Subject.Outputs));
        Assert.Equal("outputs@1#1/outputs/1", Of("model:a/said@1", Subject.Outputs));
        Assert.Equal("outputs@1#1/weights/none", Of("model:a/said@1"));
        Assert.Equal("licence:model:a/unlicensed@1", Of("model:a/unlicensed@1"));
        Assert.Equal("the registry has no licence of a/unlicensed@1", Assert.Single(world.Rule("model:a/unlicensed@1", Use.Publish).Findings).Ground.Summary);
        Assert.Equal("own:model:a/owned@1", Assert.Single(Keys(world.Rule("model:a/owned@1", Use.Publish, more: i => i with { As = "a" }))));
        Assert.Equal("the weights of a/closed@1 are not published", Assert.Single(world.Rule("model:a/closed@1", Use.Publish, more: i => i with { Of = Subject.Weights }).Findings).Ground.Summary);
        Assert.Equal("licence:dataset:bare@1", Of("dataset:bare@1"));

        // Without a word on the subject the terms are cited all the same. Of a model whose weights are not open only the answers can be used.
        var none = Assert.Single(world.Rule("model:a/said@1", Use.Publish).Findings).Ground;
        Assert.Equal((Subject.Weights, "outputs"), (none.Subject, none.Terms!.Entry.Id.Name));
        Assert.Equal("the registry has no licence of a/closed@1", Assert.Single(world.Rule("model:a/closed@1", Use.Publish).Findings).Ground.Summary);
    }

    [Fact]
    public void A_broken_condition_is_named_and_the_others_are_no_conditions_any_more()
    {
        var world = new World().With(World.TermsOf("t", "allow-if", condition: "users-at-most: 10, attribution: Lab")).With("dataset: d\nversion: \"1\"\nlicence: t");
        var ruling = world.Rule("dataset:d@1", Use.Publish, more: i => i with { As = "acme", Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Users = 11 } });
        Assert.Equal((Outcome.Denied, 0, 0), (ruling.Outcome, ruling.Conditions.Count, ruling.Met.Count));
        Assert.Equal(
            "The text of t says allow-if; acme does not meet the condition: serve at most 10 users a month, or ask for a licence of your own",
            Assert.Single(ruling.Findings).Ground.Summary);
    }

    [Fact]
    public void Access_that_was_barred_to_some_is_a_condition_for_who_does_not_say_who_asks()
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With("""
            provider: lab
            version: "1"
            whose: lab
            route: direct
            terms: lab-terms
            access:
              - { barred: yes, regions: [EU, US], from: 2025-01-01, where: a notice, says: "Not offered there." }
            """);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var ruling = world.Rule("leaf:1", Use.Publish);
        Assert.Equal([new Condition.NotIn("EU"), new Condition.NotIn("US")], ruling.Conditions);
        Assert.Equal("access was barred to some when it was obtained: Not offered there (a notice)", ruling.Findings[0].Ground.Summary);
        Assert.Equal("lab", ruling.Findings[0].Ground.Terms!.Entry.Id.Name);
        Outcome In(string region) => world.Rule("leaf:1", Use.Publish, more: i => i with { As = "acme", Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Region = region } }).Outcome;
        Assert.Equal((Outcome.Denied, Outcome.Denied, Outcome.Allowed), (In("DE"), In("US"), In("JP")));
    }

    [Fact]
    public void A_day_is_that_of_the_answer_or_of_the_edge_or_of_the_entry_or_today()
    {
        var world = new World().With(World.TermsOf("t", "deny", "1", "2020-01-01", "2024-12-31")).With(World.TermsOf("t", "allow", "2", "2025-01-01")).With("""
            dataset: old
            version: "1"
            licence: t
            obtained: 2024-06-01
            ---
            dataset: undated
            version: "1"
            licence: t
            ---
            model: m
            version: "1"
            weights: open
            licence: t
            obtained: 2024-06-01
            """);
        Assert.Equal(Outcome.Denied, world.Rule("dataset:old@1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Denied, world.Rule("model:m@1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("dataset:undated@1", Use.Publish).Outcome);
        world.Add(new Artifact("set:s", ArtifactKind.Set, "the set") { Edges = [new LineageEdge(EdgeKind.MadeWith, "dataset:old@1", true, World.Day("2025-06-01"))] });
        Assert.Equal(Outcome.Allowed, world.Rule("set:s", Use.Publish).Outcome);
    }

    [Fact]
    public void The_parts_of_a_content_are_ruled_on_one_by_one()
    {
        var world = new World().With(World.TermsOf("yes", "allow")).With(World.TermsOf("no", "deny")).With("dataset: a\nversion: \"1\"\nlicence: no\n---\ndataset: b\nversion: \"1\"\nlicence: yes");
        world.Set("set:s", "dataset:b@1", "dataset:a@1", "dataset:b@1", "nowhere");
        var judge = new Judge(world.Registry, world);
        var intent = new Intent(Use.Publish, World.Day("2026-01-01"));
        Assert.Equal(
            [("dataset:b@1", Outcome.Allowed), ("dataset:a@1", Outcome.Denied), ("nowhere", Outcome.Unknown)],
            judge.Parts("set:s", intent, CancellationToken.None).Select(p => (p.Artifact.Id, p.Outcome)));
        Assert.Equal(["dataset:b@1"], judge.Parts("set:s", intent with { Without = new HashSet<string> { "dataset:a@1", "nowhere" } }, CancellationToken.None).Select(p => p.Artifact.Id));
        Assert.Empty(judge.SmallestRemoval("dataset:b@1", intent, CancellationToken.None)!);
        Assert.Null(judge.SmallestRemoval("dataset:a@1", intent, CancellationToken.None));
        Assert.Throws<OperationCanceledException>(() => judge.Rule("set:s", intent, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Without_its_model_nothing_is_left_of_an_answer()
    {
        var world = new World().With(World.TermsOf("open", "allow")).With("model: m\nversion: \"1\"\nweights: open\nlicence: open\nmatches: [\"m*\"]");
        world.Output("leaf:1", "ollama", "m", RouteKind.Local, "2025-06-01");
        var ruling = world.Rule("leaf:1", Use.Publish, more: i => i with { Without = new HashSet<string> { "model:m@1" } });
        Assert.Equal((Outcome.Unknown, "nothing is left of the answer leaf:1"), (ruling.Outcome, Assert.Single(ruling.Findings).Ground.Summary));

        // A simulated answer was made by no model, whatever it is called.
        world.Add(world.Find("leaf:1") with { Simulated = true });
        Assert.Equal("simulated", Assert.Single(Keys(world.Rule("leaf:1", Use.Publish, more: i => i with { Without = new HashSet<string> { "model:m@1" } }))));
    }

    [Fact]
    public void A_simulated_answer_is_no_answer_of_the_model_that_it_names()
    {
        var world = new World().With(World.TermsOf("open", "allow")).With("model: m\nversion: \"1\"\nweights: open\nlicence: open\nmatches: [\"m*\"]");
        world.Output("leaf:1", "ollama", "m", RouteKind.Local, "2025-06-01");
        world.Add(world.Output("leaf:2", "ollama", "m", RouteKind.Local, "2025-06-01") with { Simulated = true });
        world.Set("set:s", "leaf:1", "leaf:2");
        Assert.Equal(["simulated", "open@1#1/outputs/1"], Keys(world.Rule("set:s", Use.Publish)));
        world.Set("set:t", "leaf:2", "leaf:1");
        Assert.Equal(["simulated", "open@1#1/outputs/1"], Keys(world.Rule("set:t", Use.Publish)));
    }

    [Fact]
    public void A_source_that_is_reached_twice_counts_once_and_by_its_first_kind_of_edge()
    {
        var world = new World().With(World.TermsOf("t", "deny")).With("dataset: source\nversion: \"1\"\nlicence: t");
        LineageEdge To(EdgeKind kind) => new(kind, "dataset:source@1", true);
        world.Add(new Artifact("a", ArtifactKind.Output, "a") { Simulated = true, Edges = [To(EdgeKind.TaughtBy), To(EdgeKind.MadeWith)] });
        world.Add(new Artifact("b", ArtifactKind.Output, "b") { Simulated = true, Edges = [To(EdgeKind.TaughtBy)] });
        world.Set("set:s", "b", "a");
        var finding = world.Rule("set:s", Use.Publish).Findings[0];
        Assert.Equal((Outcome.Denied, 1), (finding.Ground.Outcome, finding.Artifacts));
        Assert.Equal(["set:s", "a", "dataset:source@1"], finding.Path.Select(p => p.Artifact.Id));
        Assert.Equal(((EdgeKind[])[EdgeKind.TaughtBy, EdgeKind.MadeWith]).Min(), finding.Path[^1].Edge!.Kind);
    }

    [Fact]
    public void Grounds_with_one_key_are_equal()
    {
        Ground one = new("key", Outcome.Allowed, "one"), other = new("key", Outcome.Denied, "other");
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one with { Key = "another" });
        Assert.False(one.Equals(null));
    }

    private static IEnumerable<string> Keys(Ruling ruling) => ruling.Findings.Select(f => f.Ground.Key);

    private static string Key(World world, string model, Func<Intent, Intent>? more = null)
    {
        world.Output("leaf:x", "ollama", model, RouteKind.Local, "2025-06-01");
        return Assert.Single(Keys(world.Rule("leaf:x", Use.Publish, more: more)));
    }
}
