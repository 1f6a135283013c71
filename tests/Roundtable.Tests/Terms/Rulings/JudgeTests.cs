using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

public sealed class JudgeTests
{
    private const string Provider = """
        provider: lab
        version: "1"
        whose: lab
        route: direct
        terms: lab-terms
        """;

    private static World Lab(string effect, string? condition = null) => new World().With(World.TermsOf("lab-terms", effect, condition: condition)).With(Provider);

    [Theory]
    [InlineData("allow", Outcome.Allowed)]
    [InlineData("deny", Outcome.Denied)]
    [InlineData("silent", Outcome.Unknown)]
    public void An_answer_is_ruled_by_its_providers_terms(string effect, Outcome outcome)
    {
        var world = Lab(effect);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var ruling = world.Rule("leaf:1", Use.TrainOpen);
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Equal("lab-terms", Assert.Single(ruling.Findings).Ground.Terms!.Entry.Id.Name);
    }

    [Fact]
    public void Conditions_add_up_along_the_lineage()
    {
        var world = Lab("allow-if", "attribution: Lab")
            .With(World.TermsOf("licence", "allow-if", condition: "share-alike: CC-BY-SA-4.0"))
            .With("""
                dataset: mixed
                version: "1"
                whose: somebody
                licence: licence
                sources:
                  - made-with: leaf-1
                """);
        world.Output("leaf-1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var ruling = world.Rule("dataset:mixed@1", Use.Publish);
        Assert.Equal(Outcome.AllowedIf, ruling.Outcome);
        Assert.Equal([new Condition.Attribution("Lab"), new Condition.ShareAlike("CC-BY-SA-4.0")], ruling.Conditions);
    }

    [Fact]
    public void A_student_carries_what_its_teachers_teacher_was_forbidden_and_the_way_is_shown()
    {
        var world = new World()
            .With(World.TermsOf("closed-terms", "deny", use: "train-competing"))
            .With(World.TermsOf("open", "allow"))
            .With("""
                provider: vendor
                version: "1"
                whose: vendor
                route: direct
                terms: closed-terms
                ---
                model: vendor/big
                version: "1"
                vendor: vendor
                weights: closed
                ---
                model: a/teacher
                version: "1"
                weights: open
                licence: open
                sources:
                  - taught-by: model:vendor/big
                ---
                model: b/student
                version: "1"
                weights: open
                licence: open
                sources:
                  - taught-by: model:a/teacher
                ---
                model: c/merged
                version: "1"
                weights: open
                licence: open
                sources:
                  - merged-from: [model:b/student]
                """);
        var ruling = world.Rule("model:c/merged@1", Use.TrainCompeting);
        Assert.Equal(Outcome.Denied, ruling.Outcome);
        Assert.Equal(["model:c/merged@1", "model:b/student@1", "model:a/teacher@1", "model:vendor/big@1"], ruling.Findings[0].Path.Select(p => p.Artifact.Id));
        Assert.Contains("merged from the model b/student (declared), taught by the model a/teacher (declared), taught by the model vendor/big (declared)", RulingParagraph.Of(ruling).ToString(), StringComparison.Ordinal);
        var derivation = Derivation.Of(ruling);
        Assert.Equal("model:vendor/big@1", derivation.Branches.Single(b => b.Branches.Count > 0 || b.Artifact.Id == "model:b/student@1").Branches[0].Branches[0].Artifact.Id);
    }

    [Fact]
    public void What_a_student_says_carries_what_its_teachers_terms_forbid()
    {
        var world = new World()
            .With(World.TermsOf("closed-terms", "deny", use: "train-competing"))
            .With(World.TermsOf("other-terms", "deny", use: "train-competing"))
            .With(World.TermsOf("open", "allow"))
            .With("""
                provider: vendor
                version: "1"
                whose: vendor
                route: direct
                terms: closed-terms
                ---
                provider: other
                version: "1"
                whose: other
                route: direct
                terms: other-terms
                ---
                model: vendor/big
                version: "1"
                vendor: vendor
                weights: closed
                ---
                model: other/big
                version: "1"
                vendor: other
                weights: closed
                ---
                model: a/student
                version: "1"
                weights: open
                licence: open
                matches: ["student*"]
                sources:
                  - taught-by: [model:vendor/big, model:other/big]
                """);
        for (var i = 1; i <= 3; i++)
        {
            world.Output($"leaf:{i}", "ollama", "student:8b", RouteKind.Local, "2025-06-01");
        }

        world.Set("session:s", "leaf:1", "leaf:2", "leaf:3");
        var ruling = world.Rule("leaf:1", Use.TrainCompeting);
        Assert.Equal(Outcome.Denied, ruling.Outcome);
        Assert.Contains("made with the model a/student, taught by the model other/big (declared)", RulingParagraph.Of(ruling).ToString(), StringComparison.Ordinal);

        // Two teachers are fewer than three answers; the student between them is not something that could be left out of its own answers.
        var judge = new Judge(world.Registry, world);
        Assert.Equal(["model:other/big@1", "model:vendor/big@1"], judge.SmallestRemoval("session:s", ruling.Intent, CancellationToken.None)!.Select(t => t.Id));
        Assert.Equal(["model:other/big@1", "model:vendor/big@1"], judge.SmallestRemoval("leaf:1", ruling.Intent, CancellationToken.None)!.Select(t => t.Id));
        Assert.Equal(Outcome.Unknown, world.Rule("session:s", Use.TrainCompeting, more: i => i with { Without = new HashSet<string> { "model:a/student@1" } }).Outcome);
    }

    [Theory]
    [InlineData("2024-12-31", Outcome.Unknown)]
    [InlineData("2025-01-01", Outcome.Allowed)]
    [InlineData("2025-06-30", Outcome.Allowed)]
    [InlineData("2025-07-01", Outcome.Unknown)]
    [InlineData("2025-07-31", Outcome.Unknown)]
    [InlineData("2025-08-01", Outcome.Denied)]
    [InlineData("2026-08-01", Outcome.Denied)]
    public void Terms_hold_on_their_first_and_last_day_and_not_a_day_longer(string day, Outcome outcome)
    {
        var world = new World()
            .With(World.TermsOf("lab-terms", "allow", "1", "2025-01-01", "2025-06-30"))
            .With(World.TermsOf("lab-terms", "deny", "2", "2025-08-01"))
            .With(Provider);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, day);
        Assert.Equal(outcome, world.Rule("leaf:1", Use.Publish, "2027-01-01").Outcome);
    }

    [Fact]
    public void A_version_without_an_end_lasts_until_the_next_begins()
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow", "1", "2025-01-01")).With(World.TermsOf("lab-terms", "deny", "2", "2025-08-01")).With(Provider);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-07-31");
        world.Output("leaf:2", "lab", "m", RouteKind.Direct, "2025-08-01");
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Denied, world.Rule("leaf:2", Use.Publish).Outcome);
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.Publish, more: i => i with { Obtained = World.Day("2025-09-01") }).Outcome);
    }

    [Fact]
    public void What_the_record_names_holds_and_only_while_it_was_in_force()
    {
        var world = Lab("allow").With(World.TermsOf("contract", "deny", "7", "2025-01-01", "2025-12-31"));
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01", "contract@7");
        world.Output("leaf:2", "lab", "m", RouteKind.Direct, "2026-01-01", "contract@7");
        world.Output("leaf:3", "lab", "m", RouteKind.Direct, "2025-06-01", "contract@8");
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Unknown, world.Rule("leaf:2", Use.Publish).Outcome);
        Assert.Equal(Outcome.Unknown, world.Rule("leaf:3", Use.Publish).Outcome);
    }

    [Theory]
    [InlineData("acme", null, "2025-03-01", Outcome.Allowed)]
    [InlineData("cut-off", null, "2025-02-28", Outcome.Allowed)]
    [InlineData("cut-off", null, "2025-03-01", Outcome.Denied)]
    [InlineData("cut-off", null, "2025-04-30", Outcome.Denied)]
    [InlineData("cut-off", null, "2025-05-01", Outcome.Allowed)]
    [InlineData(null, null, "2025-03-01", Outcome.AllowedIf)]
    [InlineData("abroad", "DE", "2024-06-01", Outcome.Denied)]
    [InlineData("abroad", "US", "2024-06-01", Outcome.Allowed)]
    [InlineData("abroad", null, "2024-06-01", Outcome.AllowedIf)]
    public void What_was_obtained_while_access_was_barred_is_ruled_as_such(string? organisation, string? region, string day, Outcome outcome)
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With("""
            provider: lab
            version: "1"
            whose: lab
            route: direct
            terms: lab-terms
            access:
              - { barred: yes, organisations: cut-off, from: 2025-03-01, until: 2025-04-30, where: a letter, says: "The account was closed." }
              - { barred: yes, regions: [EU], from: 2024-06-01, until: 2024-06-30, where: a notice, says: "Not offered in the EU." }
            """);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, day);
        var known = region is null ? null : new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, organisation!, "1"), Region = region };
        Assert.Equal(outcome, world.Rule("leaf:1", Use.Evaluate, more: i => i with { As = organisation, Organisation = known }).Outcome);
    }

    [Fact]
    public void A_reseller_that_may_not_pass_a_vendor_on_taints_what_came_through_it()
    {
        var world = new World().With(World.TermsOf("shop-terms", "allow")).With(World.TermsOf("vendor-terms", "allow")).With("""
            provider: shop
            version: "1"
            whose: shop
            route: reseller
            terms: shop-terms
            access:
              - { barred: yes, vendors: vendor, from: 2025-01-01, where: the vendor's list of partners, says: "The shop may not pass the vendor's models on." }
            ---
            provider: vendor
            version: "1"
            whose: vendor
            route: direct
            terms: vendor-terms
            ---
            model: vendor/big
            version: "1"
            vendor: vendor
            weights: closed
            matches: ["big*"]
            ---
            model: other/small
            version: "1"
            vendor: other
            weights: open
            licence: shop-terms
            matches: ["small*"]
            """);
        world.Output("leaf:1", "shop", "big-1", RouteKind.Reseller, "2025-06-01");
        world.Output("leaf:2", "shop", "small-1", RouteKind.Reseller, "2025-06-01");
        world.Output("leaf:3", "shop", "unheard-of", RouteKind.Reseller, "2025-06-01");
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:2", Use.Publish).Outcome);
        Assert.Equal(Outcome.Unknown, world.Rule("leaf:3", Use.Publish).Outcome);
    }

    [Fact]
    public void Whoever_stands_between_cannot_grant_more_than_the_vendor()
    {
        var world = new World().With(World.TermsOf("hub-terms", "allow")).With(World.TermsOf("vendor-terms", "deny")).With("""
            provider: hub
            version: "1"
            route: aggregator
            terms: hub-terms
            ---
            provider: cloud
            version: "1"
            whose: somebody
            route: cloud
            terms: hub-terms
            ---
            provider: vendor
            version: "1"
            whose: vendor
            route: direct
            terms: vendor-terms
            ---
            model: vendor/big
            version: "1"
            vendor: vendor
            weights: closed
            matches: ["big*"]
            """);
        world.Output("leaf:1", "hub", "vendor/big-1", RouteKind.Aggregator, "2025-06-01");
        world.Output("leaf:2", "cloud", "vendor/big-1", RouteKind.Cloud, "2025-06-01");
        world.Output("leaf:3", "hub", "vendor/big-1", RouteKind.Cloud, "2025-06-01");
        world.Output("leaf:4", "cloud", "vendor/big-1", RouteKind.Direct, "2025-06-01");
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.TrainOpen).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:2", Use.TrainOpen).Outcome);

        // A record does not make a provider more than the registry says it is.
        Assert.Equal(Outcome.Denied, world.Rule("leaf:3", Use.TrainOpen).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:4", Use.TrainOpen).Outcome);
    }

    [Theory]
    [InlineData(null, Outcome.AllowedIf)]
    [InlineData(100L, Outcome.Allowed)]
    [InlineData(101L, Outcome.Denied)]
    public void A_threshold_is_held_against_what_is_known_of_whoever_asks(long? users, Outcome outcome)
    {
        var world = Lab("allow-if", "users-at-most: 100");
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var ruling = world.Rule("leaf:1", Use.Deploy, more: i => i with { As = "acme", Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Users = users } });
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Equal(outcome == Outcome.Allowed, ruling.Met.Count == 1);
    }

    [Fact]
    public void Own_work_needs_no_licence_and_what_is_in_it_still_does()
    {
        var world = Lab("deny").With("""
            dataset: ours
            version: "1"
            whose: acme
            ---
            dataset: with-answers
            version: "1"
            whose: acme
            sources:
              - made-with: leaf-1
            """);
        world.Output("leaf-1", "lab", "m", RouteKind.Direct, "2025-06-01");
        Assert.Equal(Outcome.Unknown, world.Rule("dataset:ours@1", Use.Publish).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("dataset:ours@1", Use.Publish, more: i => i with { As = "acme" }).Outcome);
        Assert.Equal(Outcome.Denied, world.Rule("dataset:with-answers@1", Use.Publish, more: i => i with { As = "acme" }).Outcome);
    }

    [Fact]
    public void An_empty_set_among_allowed_things_is_a_ground_of_its_own()
    {
        var world = Lab("allow");
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        world.Set("set:empty");
        world.Set("set:all", "leaf:1", "set:empty");
        var ruling = world.Rule("set:all", Use.TrainOpen);
        Assert.Equal(Outcome.Unknown, ruling.Outcome);
        Assert.Equal("empty:set:empty", ruling.Findings[0].Ground.Key);
        Assert.Equal(["set:all", "set:empty"], ruling.Findings[0].Path.Select(p => p.Artifact.Id));
    }

    [Fact]
    public void Nothing_known_is_nothing_allowed()
    {
        var world = new World();
        world.Output("leaf:1", "lab", "m", null, "2025-06-01");
        world.Set("set:empty");
        world.Add(new Artifact("leaf:2", ArtifactKind.Output, "a simulated answer") { Simulated = true, Day = World.Day("2025-06-01") });
        foreach (var use in Enum.GetValues<Use>())
        {
            Assert.All((string[])["leaf:1", "leaf:2", "leaf:3", "set:empty"], id => Assert.Equal(Outcome.Unknown, world.Rule(id, use).Outcome));
        }
    }
}
