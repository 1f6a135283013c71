using Roundtable.Terms.Reciprocity;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Reciprocity;

public sealed class ReciprocityTests
{
    private static World Made() => new World()
        .With(World.TermsOf("big-terms", "deny", use: "[train-competing, distil]", subjects: "outputs").Replace("from:", "whose: big\nfrom:", StringComparison.Ordinal))
        .With(World.TermsOf("other-terms", "deny", use: "[train-competing]", subjects: "outputs").Replace("from:", "whose: other\nfrom:", StringComparison.Ordinal))
        .With("""
            provider: other
            version: "1"
            whose: other
            route: direct
            terms: other-terms
            ---
            model: other/teacher
            version: "1"
            vendor: other
            weights: closed
            ---
            dataset: answers
            version: "1"
            whose: big
            sources:
              - made-with: model:other/teacher
                on: 2025-03-01
                where: a paper, section 3
            ---
            model: big/one
            version: "1"
            vendor: big
            weights: open
            sources:
              - made-with: dataset:answers
            ---
            model: big/two
            version: "1"
            vendor: big
            """);

    [Fact]
    public void What_is_asked_stands_beside_what_lineage_shows_with_both_citations()
    {
        var world = Made();
        var report = ReciprocityReport.Of("big", world.Registry, world, World.Day("2026-01-01"), CancellationToken.None);
        Assert.Equal(["model:big/two@1"], report.WithoutLineage.Select(m => m.Id));
        Assert.Equal([Use.TrainCompeting, Use.Distil], report.Demands.Select(d => d.Use));
        var practice = Assert.Single(report.Demands[0].Practices);
        Assert.Equal(["model:big/one@1", "dataset:answers@1", "model:other/teacher@1"], practice.Path.Select(p => p.Artifact.Id));
        Assert.Equal((Outcome.Denied, "other-terms"), (practice.Ruling.Outcome, practice.Ruling.Findings[0].Ground.Terms!.Entry.Id.Name));
        Assert.Equal("a paper, section 3", practice.Path[^1].Edge!.Citation);
        Assert.Empty(report.Demands[1].Practices);
    }

    [Fact]
    public void Derivatives_of_others_weights_are_known()
    {
        var world = new World().With(World.TermsOf("big-licence", "allow-if", use: "modify", subjects: "derivatives", condition: "name-prefix: Big").Replace("from:", "whose: big\nfrom:", StringComparison.Ordinal))
            .With(World.TermsOf("free", "allow")).With("""
                model: other/base
                version: "1"
                vendor: other
                weights: open
                licence: free
                ---
                model: big/tuned
                version: "1"
                vendor: big
                weights: open
                sources:
                  - { derived-from: model:other/base, on: 2025-03-01 }
                """);
        var demand = Assert.Single(ReciprocityReport.Of("big", world.Registry, world, World.Day("2026-01-01"), CancellationToken.None).Demands);
        var practice = Assert.Single(demand.Practices);
        Assert.Equal((Use.Modify, Outcome.Allowed, "other/base"), (demand.Use, practice.Ruling.Outcome, practice.Path[^1].Artifact.Entry!.Entry.Id.Name));
    }

    [Fact]
    public void Its_own_models_are_not_others()
    {
        var world = Made();
        Assert.All(ReciprocityReport.Of("other", world.Registry, world, World.Day("2026-01-01"), CancellationToken.None).Demands, d => Assert.Empty(d.Practices));
    }
}
