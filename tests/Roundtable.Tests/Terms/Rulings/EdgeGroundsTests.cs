using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>An edge as a use: on which day, and what its breach comes to for what is asked.</summary>
public sealed class EdgeGroundsTests
{
    private static readonly DateOnly _on = World.Day("2026-01-01");

    private static readonly string _vendor = """
        terms: vendor-terms
        version: "1"
        from: 2020-01-01
        source: { address: "https://example.org/v", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: The customer owns what comes out. }
          - { subject: outputs, use: train-competing, effect: deny, where: section 2, says: "Nothing that competes may be trained on it." }
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
        kind: language-model
        matches: ["big*"]
        """;

    [Theory]
    [InlineData("2025-05-01", false, "2025-05-01")]
    [InlineData("2026-01-01", false, "2026-01-01")]
    [InlineData("2026-01-02", false, null)]
    [InlineData("2025-05-01", true, null)]
    [InlineData(null, true, null)]
    public void The_day_is_the_edges_and_one_that_cannot_be_read_or_lies_ahead_is_unknown(string? told, bool unreadable, string? expected) =>
        Assert.Equal(Day(expected), UseDay(new LineageEdge(EdgeKind.MadeWith, "x", true, Day(told)) { OnIsUnreadable = unreadable }, new Artifact("x", ArtifactKind.Dataset, "x")));

    [Fact]
    public void What_is_recorded_here_has_its_day_in_the_log()
    {
        var edge = new LineageEdge(EdgeKind.MadeWith, "x", true);
        Assert.Equal(World.Day("2025-02-03"), UseDay(edge, new Artifact("x", ArtifactKind.Output, "x") { Day = World.Day("2025-02-03") }));
        Assert.Equal(_on, UseDay(edge, new Artifact("x", ArtifactKind.Set, "x") { Day = World.Day("2025-02-03") }));
        Assert.Null(UseDay(edge, new Artifact("x", ArtifactKind.Dataset, "x") { Day = World.Day("2025-02-03") }));
        Assert.Equal(World.Day("2025-05-01"), UseDay(edge with { On = World.Day("2025-05-01") }, new Artifact("x", ArtifactKind.Output, "x") { Day = World.Day("2025-02-03") }));
    }

    [Theory]
    [InlineData("big", "language-model", Outcome.Denied)]
    [InlineData("big", "classifier", Outcome.Allowed)]
    [InlineData("big", null, Outcome.Unknown)]
    [InlineData("unheard-of", "language-model", Outcome.Unknown)]
    [InlineData("twice", "language-model", Outcome.Denied)]
    [InlineData("twice", "classifier", Outcome.Unknown)]
    public void Whether_a_model_trained_on_an_answer_competes_is_told_by_each_model_that_its_name_means(string model, string? kind, Outcome expected)
    {
        var world = new World().With(_vendor).With("""
            model: vendor/twice-chat
            version: "1"
            vendor: vendor
            weights: closed
            kind: language-model
            matches: ["twice"]
            ---
            model: other/twice-mystery
            version: "1"
            vendor: other
            weights: closed
            matches: ["twice"]
            """).With(Student(kind));
        world.Output("leaf:1", "vendor", model, RouteKind.Direct, "2025-06-01");
        var student = world.Find("model:acme/student@1");
        world.Add(student with { Edges = [new LineageEdge(EdgeKind.MadeWith, "leaf:1", false)] });
        Assert.Equal(expected, world.Rule(student.Id, Use.Publish).Outcome);
    }

    [Fact]
    public void A_condition_of_its_making_that_is_not_met_denies_and_leaves_no_other_conditions()
    {
        var world = new World().With("""
            terms: small
            version: "1"
            from: 2020-01-01
            source: { address: "https://example.org/s", read: 2026-01-01 }
            confidence: high
            clauses:
              - { subject: content, use: any, effect: allow-if, where: section 1, says: Small ones may., conditions: [{users-at-most: 10}, {attribution: Lab}] }
            ---
            dataset: lab/data
            version: "1"
            licence: small
            """).With(Student("classifier", "{ made-with: dataset:lab/data, on: 2025-06-01 }"));
        Assert.Equal(Outcome.AllowedIf, Edge(9).Outcome);
        Assert.Equal(["attribution"], Edge(9).Conditions.Select(c => c.Key));
        Assert.Equal((Outcome.Denied, 0), (Edge(11).Outcome, Edge(11).Conditions.Count));
        Assert.Contains("acme does not meet the condition", Edge(11).Summary, StringComparison.Ordinal);

        Ground Edge(long users) => Assert.Single(
            world.Rule("model:acme/student@1", Use.Publish, more: i => i with
            {
                As = "acme",
                Organisation = new() { Id = new(EntryKind.Organisation, "acme", "1"), Users = users },
            }).Findings.Select(f => f.Ground),
            g => g.Rule == RulingRule.Edge && g.Key.EndsWith("/content/1", StringComparison.Ordinal));
    }

    [Fact]
    public void Whether_its_maker_was_barred_is_unknown_and_no_condition_since_the_maker_cannot_be_asked()
    {
        var world = new World().With(_vendor).With("""
            organisation: vendor
            version: "1"
            access:
              - { barred: "yes", regions: [CN], from: 2025-01-01, where: notice, says: It ended. }
            """).With(Student("classifier", "{ made-with: model:vendor/big, on: 2025-06-01 }"));
        List<Ground> bars = [.. world.Rule("model:acme/student@1", Use.Publish).Findings.Select(f => f.Ground).Where(g => g is { IsBar: true, Rule: RulingRule.Edge })];
        Assert.NotEmpty(bars);
        Assert.All(bars, bar => Assert.Equal(Outcome.Unknown, bar.Outcome));
        Assert.All(bars, bar => Assert.Contains("whether access was barred to acme cannot be told", bar.Summary, StringComparison.Ordinal));
    }

    private static DateOnly? UseDay(LineageEdge edge, Artifact source)
    {
        var world = new World().With(Student(null));
        return new EdgeGrounds(world.Registry, new Intent(Use.Publish, _on)).UseOf(world.Find("model:acme/student@1"), edge, source, true)!.Day;
    }

    private static DateOnly? Day(string? day) => day is null ? null : World.Day(day);

    private static string Student(string? kind, string? source = null) => string.Join('\n', ((string?[])
    [
        "terms: own", "version: \"1\"", "from: 2020-01-01", "source: { address: \"https://example.org/o\", read: 2026-01-01 }", "confidence: high", "clauses:",
        "  - { subject: [weights, derivatives], use: any, effect: allow, where: all of it, says: Everything may be done. }", "---",
        "model: acme/student", "version: \"1\"", "vendor: acme", "weights: open", "licence: own", kind is null ? null : $"kind: {kind}",
        source is null ? null : $"sources:\n  - {source}",
    ]).OfType<string>());
}
