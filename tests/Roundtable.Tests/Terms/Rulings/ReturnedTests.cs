using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

public sealed class ReturnedTests
{
    [Theory]
    [InlineData(null, Outcome.Unknown)]
    [InlineData("nobody@1", Outcome.Unknown)]
    [InlineData("not a reference at all", Outcome.Unknown)]
    [InlineData("free@1", Outcome.Allowed)]
    [InlineData("closed@1", Outcome.Denied)]
    public void An_answer_may_be_used_no_more_freely_than_what_its_tool_returned(string? terms, Outcome outcome)
    {
        var world = new World().With(World.TermsOf("lab-terms", "allow")).With(World.TermsOf("free", "allow")).With(World.TermsOf("closed", "deny")).With("""
            provider: lab
            version: "1"
            whose: lab
            route: direct
            terms: lab-terms
            """);
        world.Add(new Artifact("leaf:1", ArtifactKind.Returned, "what the tool returned") { Terms = terms, Day = World.Day("2025-06-01") });
        world.Output("leaf:2", "lab", "m", RouteKind.Direct, "2025-06-01", null, "leaf:1");
        world.Output("leaf:3", "lab", "m", RouteKind.Direct, "2025-06-01");
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:3", Use.Publish).Outcome);
        Assert.Equal(outcome, world.Rule("leaf:2", Use.Publish).Outcome);
    }
}
