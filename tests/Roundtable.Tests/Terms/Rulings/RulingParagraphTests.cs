using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Rulings as a person reads them: the answer first, then because of what, by source.</summary>
public sealed class RulingParagraphTests
{
    private const string Lab = """
        provider: lab
        version: "1"
        whose: lab
        route: direct
        terms: lab-terms
        """;

    [Fact]
    public void A_ground_in_the_content_itself_is_cited_with_terms_and_clause() => Assert.Equal(
        "Denied: publishing the answer leaf:1 on 2026-01-01, because lab-terms (lab-terms@1), section 1: The text of lab-terms says deny.",
        Text(Of("deny").Rule("leaf:1", Use.Publish)));

    [Fact]
    public void What_is_unknown_is_said_to_be_not_allowed()
    {
        var world = new World();
        world.Add(new Artifact("leaf:9", ArtifactKind.Output, "a simulated answer") { Simulated = true });
        Assert.Equal(
            "Unknown, and so not allowed: publishing a simulated answer by acme on 2026-01-01, because the answer is simulated: no model wrote it, and no terms "
            + "apply to it.",
            Text(world.Rule("leaf:9", Use.Publish, more: i => i with { As = "acme" })));
    }

    [Fact]
    public void Who_asks_for_which_day_and_without_what_is_said()
    {
        var world = Of("allow");
        world.Set("set:s", "leaf:1", "leaf:2", "leaf:3", "leaf:4");
        string Told(params string[] without) => Text(world.Rule("set:s", Use.Publish, more: i => i with
        {
            As = "acme",
            Obtained = World.Day("2025-09-01"),
            Without = without.ToHashSet(StringComparer.Ordinal),
        }));
        Assert.StartsWith(
            "Allowed: publishing the set set:s by acme on 2026-01-01, had everything been obtained on 2025-09-01, without leaf:4, because ",
            Told("leaf:4"),
            StringComparison.Ordinal);
        Assert.Contains(", without 2 of the artifacts, because ", Told("leaf:3", "leaf:4"), StringComparison.Ordinal);
        Assert.DoesNotContain("without", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_is_named_with_how_many_are_like_it_and_the_way_to_it_where_it_is_long()
    {
        var world = Of("deny");
        world.Set("set:one", "leaf:1");
        world.Set("set:three", "leaf:1", "leaf:2", "leaf:3");
        world.Set("set:outer", "set:one");
        Assert.EndsWith(", because for the answer leaf:1: lab-terms (lab-terms@1), section 1: The text of lab-terms says deny.", Publish("set:one"), StringComparison.Ordinal);
        Assert.Contains(", because for the answer leaf:1 and 2 more: lab-terms", Publish("set:three"), StringComparison.Ordinal);
        Assert.Contains(
            ", because for the answer leaf:1 (the set set:outer, made with the set set:one, made with the answer leaf:1): lab-terms",
            Publish("set:outer"),
            StringComparison.Ordinal);
        string Publish(string content) => Text(world.Rule(content, Use.Publish));
    }

    [Fact]
    public void Clauses_of_one_document_stand_under_one_citation_and_each_once()
    {
        var world = new World().With("""
            terms: both
            version: "1"
            title: Both of Them
            from: 2020-01-01
            source: { address: "https://both.example/terms", read: 2026-01-01 }
            confidence: high
            clauses:
              - { subject: content, use: publish, effect: deny, where: section 1, says: Content stays here. }
              - { subject: content, use: publish, effect: deny, where: section 2, says: It must not leave. }
            """).With("dataset: d\nversion: \"1\"\nlicence: both").With("dataset: e\nversion: \"1\"\nlicence: both");
        world.Set("set:s", "dataset:d@1", "dataset:e@1");
        var text = Text(world.Rule("set:s", Use.Publish));
        Assert.Contains("for the dataset d and 1 more: Both of Them (both@1), section 1: Content stays here; section 2: It must not leave.", text, StringComparison.Ordinal);
        Assert.Equal(text.IndexOf("Content stays", StringComparison.Ordinal), text.LastIndexOf("Content stays", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hundred_and_twenty_words_are_told_and_the_other_reasons_counted()
    {
        var world = new World();
        for (var i = 0; i < 30; i++)
        {
            world.With(World.TermsOf($"t{i}", "deny")).With($"dataset: d{i}\nversion: \"1\"\nlicence: t{i}");
        }

        world.Set("set:all", [.. Enumerable.Range(0, 30).Select(i => $"dataset:d{i}@1")]);
        var paragraph = RulingParagraph.Of(world.Rule("set:all", Use.Publish));
        Assert.InRange(paragraph.Lead.Split(' ').Length, 90, RulingParagraph.MaxWords);
        Assert.Equal(30, paragraph.Lead.Split("says deny").Length - 1 + paragraph.More.Count(m => m.Contains("says deny", StringComparison.Ordinal)));
        Assert.EndsWith($" There are {paragraph.More.Count} more.", paragraph.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_stand_with_the_answer_and_those_that_are_met_apart()
    {
        var world = Of("allow-if", "users-at-most: 1000, attribution: Lab");
        var text = Text(world.Rule("leaf:1", Use.Publish, more: i => i with
        {
            As = "acme",
            Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Users = 5 },
        }));
        Assert.StartsWith(
            "Allowed with conditions: publishing the answer leaf:1 by acme on 2026-01-01, on these conditions: give the credit: Lab, because lab-terms",
            text,
            StringComparison.Ordinal);
        Assert.EndsWith(
            " Already met according to the registry: serve at most 1,000 users a month, or ask for a licence of your own.", text, StringComparison.Ordinal);
        var denied = Text(Of("deny").Rule("leaf:1", Use.Publish));
        Assert.DoesNotContain("conditions", denied, StringComparison.Ordinal);
        Assert.DoesNotContain("Already met", denied, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_that_conflict_are_both_told()
    {
        var world = new World()
            .With(World.TermsOf("one", "allow-if", condition: "share-alike: ONE")).With(World.TermsOf("two", "allow-if", condition: "share-alike: TWO"))
            .With("dataset: d\nversion: \"1\"\nlicence: [one, two]");
        Assert.Equal(
            "Denied: publishing the dataset d on 2026-01-01, because two conditions cannot both be met: derived work cannot be distributed under ONE and under TWO "
            + "at once.",
            Text(world.Rule("dataset:d@1", Use.Publish)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "One more ground is unknown.")]
    [InlineData(2, "2 more grounds are unknown.")]
    public void What_is_unknown_beside_what_is_denied_is_counted(int unknown, string? expected)
    {
        var world = Of("deny");
        world.Set("set:s", ["leaf:1", .. Enumerable.Range(0, unknown).Select(i => $"nowhere:{i}")]);
        var text = Text(world.Rule("set:s", Use.Publish));
        Assert.Equal(expected is not null, text.Contains("unknown", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_low_confidence_are_named_once()
    {
        var world = new World();
        foreach (var name in (string[])["b-terms", "a-terms"])
        {
            world.With(World.TermsOf(name, "deny").Replace("confidence: high", "confidence: low", StringComparison.Ordinal));
        }

        world.With("dataset: d\nversion: \"1\"\nlicence: [b-terms, a-terms]").With("dataset: e\nversion: \"1\"\nlicence: a-terms");
        world.Set("set:s", "dataset:d@1", "dataset:e@1");
        Assert.EndsWith(
            " The registry's entry on a-terms@1, b-terms@1 is of low confidence: read the text before relying on it.",
            Text(world.Rule("set:s", Use.Publish)),
            StringComparison.Ordinal);
        Assert.DoesNotContain("confidence", Text(Of("allow").Rule("leaf:1", Use.Publish)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_told_with_its_citation()
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With(Lab + "\naccess:\n  - { barred: yes, from: 2025-01-01, where: a letter, says: \"Closed.\" }");
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        var text = Text(world.Rule("leaf:1", Use.Publish));
        Assert.StartsWith("Denied: publishing the answer leaf:1 on 2026-01-01, because ", text, StringComparison.Ordinal);
        Assert.Contains("Closed (a letter)", text, StringComparison.Ordinal);
    }

    /// <summary>Nothing that somebody wrote down changes its letters: an identifier with a capital is another one.</summary>
    [Theory]
    [InlineData("deepseek-chat must not be used.")]
    [InlineData("OpenAI keeps this to itself.")]
    [InlineData("gpt-4o stays inside.")]
    public void Words_of_the_registry_stay_as_they_are(string says)
    {
        var world = new World()
            .With(World.TermsOf("lab-terms", "deny").Replace("says: The text of lab-terms says deny.", $"says: \"{says}\"", StringComparison.Ordinal)).With(Lab);
        world.Output("leaf:1", "lab", "m", RouteKind.Direct, "2025-06-01");
        Assert.EndsWith($"section 1: {says}", Text(world.Rule("leaf:1", Use.Publish)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_tells_the_parts_and_the_grounds_of_every_side()
    {
        var world = Of("deny").With(World.TermsOf("free", "allow")).With("dataset: d\nversion: \"1\"\nlicence: free");
        world.Set("set:s", "leaf:1", "leaf:2", "dataset:d@1");
        var sides = PartsSide.Of(new Judge(world.Registry, world).Parts("set:s", new Intent(Use.Publish, World.Day("2026-01-01")), default));
        Assert.Equal([(Outcome.Allowed, 1), (Outcome.Denied, 2)], sides.Select(s => (s.Outcome, s.Parts.Count)));
        Assert.Equal(("The text of lab-terms says deny.", 2), (sides[1].Grounds[0].Ground.Clause!.Summary, sides[1].Grounds[0].Parts));
        Assert.Equal("The text of free says allow.", sides[0].Grounds[0].Ground.Clause!.Summary);
    }

    private static string Text(Ruling ruling) => RulingParagraph.Of(ruling).ToString();

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
