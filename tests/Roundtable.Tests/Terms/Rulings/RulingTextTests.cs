using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Rulings as a person reads them.</summary>
public sealed class RulingTextTests
{
    private const string Lab = """
        provider: lab
        version: "1"
        whose: lab
        route: direct
        terms: lab-terms
        """;

    [Theory]
    [InlineData(Outcome.Allowed, "allowed")]
    [InlineData(Outcome.AllowedIf, "allowed with conditions")]
    [InlineData(Outcome.Unknown, "unknown")]
    [InlineData(Outcome.Denied, "denied")]
    public void Each_outcome_has_its_words(Outcome outcome, string words) => Assert.Equal(words, RulingText.Answer(outcome));

    [Fact]
    public void A_ground_in_the_content_itself_is_cited_with_terms_and_clause()
    {
        var world = Of("deny");
        Assert.Equal(
            "Publishing the answer leaf:1 on 2026-01-01 is denied. lab-terms (lab-terms@1, in force from 2020-01-01; section 1): the text of lab-terms says deny.",
            RulingText.Paragraph(world.Rule("leaf:1", Use.Publish)));
    }

    [Fact]
    public void What_is_unknown_is_said_to_be_not_allowed()
    {
        var world = new World();
        world.Add(new Artifact("leaf:9", ArtifactKind.Output, "a simulated answer") { Simulated = true });
        Assert.Equal(
            "Whether publishing a simulated answer by acme on 2026-01-01 is allowed cannot be determined from what is known, so it is not allowed. "
            + "The answer is simulated: no model wrote it, and no terms apply to it.",
            RulingText.Paragraph(world.Rule("leaf:9", Use.Publish, more: i => i with { As = "acme" })));
    }

    [Fact]
    public void Who_asks_for_which_day_and_without_what_is_said()
    {
        var world = Of("allow");
        world.Set("set:s", "leaf:1", "leaf:2", "leaf:3", "leaf:4");
        string Text(params string[] without) => RulingText.Paragraph(world.Rule("set:s", Use.Publish, more: i => i with
        {
            As = "acme",
            Obtained = World.Day("2025-09-01"),
            Without = without.ToHashSet(StringComparer.Ordinal),
        }));
        Assert.StartsWith("Publishing the set set:s by acme on 2026-01-01, had everything been obtained on 2025-09-01, is allowed. Left out: leaf:4. ", Text("leaf:4"), StringComparison.Ordinal);
        Assert.Contains(" is allowed. 2 artifacts are left out. ", Text("leaf:3", "leaf:4"), StringComparison.Ordinal);
        Assert.DoesNotContain("eft out", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ground_in_a_source_is_told_with_the_path_and_how_many_share_it()
    {
        var world = Of("deny");
        world.Set("set:one", "leaf:1");
        world.Set("set:three", "leaf:1", "leaf:2", "leaf:3");
        Assert.EndsWith(
            ": the text of lab-terms says deny. This reaches it from the answer leaf:1: the set set:one, made with the answer leaf:1.",
            RulingText.Paragraph(world.Rule("set:one", Use.Publish)),
            StringComparison.Ordinal);
        Assert.EndsWith(
            " This reaches it from the answer leaf:1 and 2 more: the set set:three, made with the answer leaf:1.",
            RulingText.Paragraph(world.Rule("set:three", Use.Publish)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "1 further grounds say the same.")]
    [InlineData(7, "3 further grounds say the same.")]
    public void Four_grounds_are_told_and_the_others_counted(int grounds, string? others)
    {
        var world = new World();
        for (var i = 0; i < grounds; i++)
        {
            world.With(World.TermsOf($"t{i}", "deny")).With($"dataset: d{i}\nversion: \"1\"\nlicence: t{i}");
        }

        world.Set("set:all", [.. Enumerable.Range(0, grounds).Select(i => $"dataset:d{i}@1")]);
        var text = RulingText.Paragraph(world.Rule("set:all", Use.Publish));
        Assert.Equal(4, text.Split("This reaches it from").Length - 1);
        Assert.Equal(others is not null, text.Contains("further grounds", StringComparison.Ordinal));
        Assert.EndsWith(others ?? ".", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_are_told_and_those_that_are_met_apart()
    {
        var world = Of("allow-if", "users-at-most: 1000, attribution: Lab");
        var text = RulingText.Paragraph(world.Rule("leaf:1", Use.Publish, more: i => i with
        {
            As = "acme",
            Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Users = 5 },
        }));
        Assert.EndsWith(" Conditions: give the credit: Lab. Already met according to the registry: serve at most 1,000 users a month, or ask for a licence of your own.", text, StringComparison.Ordinal);
        var denied = RulingText.Paragraph(Of("deny").Rule("leaf:1", Use.Publish));
        Assert.DoesNotContain("Conditions", denied, StringComparison.Ordinal);
        Assert.DoesNotContain("Already met", denied, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_that_conflict_are_both_told()
    {
        var world = new World()
            .With(World.TermsOf("one", "allow-if", condition: "share-alike: ONE")).With(World.TermsOf("two", "allow-if", condition: "share-alike: TWO"))
            .With("dataset: d\nversion: \"1\"\nlicence: [one, two]");
        Assert.Equal(
            "Publishing the dataset d on 2026-01-01 is denied. Two conditions cannot both be met: derived work cannot be distributed under ONE and under TWO at once.",
            RulingText.Paragraph(world.Rule("dataset:d@1", Use.Publish)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "One more ground is unknown.")]
    [InlineData(2, "2 more grounds are unknown.")]
    public void What_is_unknown_beside_what_is_denied_is_counted(int unknown, string? expected)
    {
        var world = Of("deny");
        world.Set("set:s", ["leaf:1", .. Enumerable.Range(0, unknown).Select(i => $"nowhere:{i}")]);
        var text = RulingText.Paragraph(world.Rule("set:s", Use.Publish));
        Assert.Equal(expected is not null, text.Contains("unknown", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_low_confidence_are_named_once()
    {
        var world = new World();
        foreach (var name in (string[])["b-terms", "a-terms"])
        {
            world.With(World.TermsOf(name, "allow").Replace("confidence: high", "confidence: low", StringComparison.Ordinal));
        }

        world.With("dataset: d\nversion: \"1\"\nlicence: [b-terms, a-terms]").With("dataset: e\nversion: \"1\"\nlicence: a-terms");
        world.Set("set:s", "dataset:d@1", "dataset:e@1");
        Assert.EndsWith(
            " The registry's entry on a-terms@1, b-terms@1 is of low confidence: read the text before relying on it.",
            RulingText.Paragraph(world.Rule("set:s", Use.Publish)),
            StringComparison.Ordinal);
        Assert.DoesNotContain("confidence", RulingText.Paragraph(Of("allow").Rule("leaf:1", Use.Publish)), StringComparison.Ordinal);
    }

    [Fact]
    public void Citations_name_title_revision_period_and_place()
    {
        var world = new World().With(World.TermsOf("lab-terms", "deny", until: "2025-12-31")).With(Lab);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var ground = Assert.Single(world.Rule("leaf:1", Use.Publish).Findings).Ground;
        Assert.Equal("lab-terms (lab-terms@1, in force from 2020-01-01 until 2025-12-31; section 1)", RulingText.Cite(ground));
        Assert.Equal("lab-terms (lab-terms@1, in force from 2020-01-01 until 2025-12-31)", RulingText.Cite(ground with { Clause = null }));
        Assert.Equal("", RulingText.Cite(ground with { Terms = null }));
        var revised = RegisteredEntry.Starter((TermsEntry)ground.Terms!.Entry with { Title = "Terms of the Lab", Revision = 2, Until = null });
        Assert.Equal("Terms of the Lab (lab-terms@1, revision 2, in force from 2020-01-01; section 1)", RulingText.Cite(ground with { Terms = revised }));
        Assert.Equal("provider:lab@1", RulingText.Cite(ground with { Terms = world.Registry.All(EntryKind.Provider).Single() }));
    }

    [Fact]
    public void An_access_restriction_is_told_before_its_citation()
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With(Lab + "\naccess:\n  - { barred: yes, from: 2025-01-01, where: a letter, says: \"Closed.\" }");
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        Assert.Equal(
            "Publishing the answer leaf:1 on 2026-01-01 is denied. Access was barred when it was obtained: Closed (a letter): provider:lab@1.",
            RulingText.Paragraph(world.Rule("leaf:1", Use.Publish)));
    }

    /// <summary>Names and abbreviations keep their capitals.</summary>
    [Theory]
    [InlineData("AI must not be trained.", "AI must not be trained.")]
    [InlineData("Llama 3 must not be passed on.", "Llama 3 must not be passed on.")]
    [InlineData("Nobody may.", "nobody may.")]
    [InlineData("X.", "X.")]
    [InlineData("no one may.", "no one may.")]
    [InlineData(".", ".")]
    public void The_words_of_a_clause_follow_the_citation(string says, string expected)
    {
        var world = new World().With(World.TermsOf("lab-terms", "deny").Replace("says: The text of lab-terms says deny.", $"says: \"{says}\"", StringComparison.Ordinal)).With(Lab);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        Assert.EndsWith($"section 1): {expected}", RulingText.Paragraph(world.Rule("leaf:1", Use.Publish)), StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_steps_of_a_path_are_marked()
    {
        Artifact a = new("a", ArtifactKind.Model, "the model a"), b = new("b", ArtifactKind.Model, "the model b"), c = new("c", ArtifactKind.Dataset, "the dataset c");
        Assert.Equal(
            "the model a, taught by the model b (declared), made with the dataset c",
            RulingText.Path([new(a, null), new(b, new LineageEdge(EdgeKind.TaughtBy, "b", true)), new(c, new LineageEdge(EdgeKind.MadeWith, "c", false))]));
    }

    private static World Of(string effect, string? condition = null)
    {
        var world = new World().With(World.TermsOf("lab-terms", effect, condition: condition)).With(Lab);
        for (var i = 1; i <= 4; i++)
        {
            world.Output($"leaf:{i}", "lab", "m", RouteKind.Direct, "2025-06-01");
        }

        return world;
    }
}
