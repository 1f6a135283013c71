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
    public void Declared_steps_of_a_path_are_marked()
    {
        Artifact a = new("a", ArtifactKind.Model, "the model a"), b = new("b", ArtifactKind.Model, "the model b"), c = new("c", ArtifactKind.Dataset, "the dataset c");
        Assert.Equal(
            "the model a, taught by the model b (declared), made with the dataset c",
            RulingText.Path([new(a, null), new(b, new LineageEdge(EdgeKind.TaughtBy, "b", true)), new(c, new LineageEdge(EdgeKind.MadeWith, "c", false))]));
    }
}
