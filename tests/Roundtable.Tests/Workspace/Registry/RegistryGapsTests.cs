using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Terms;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Registry;

public sealed class RegistryGapsTests
{
    private const string Begin = "<!-- gaps: begin -->\n";
    private const string End = "<!-- gaps: end -->";

    [Fact]
    public void The_page_tells_where_the_starter_set_is_thin()
    {
        var path = Path.Combine(Repository.Root, "docs", "starter-set.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var expected = RegistryGaps.Of(RegistrySnapshot.Of(StarterSet.Entries)).Text() + "\n";
        if (Environment.GetEnvironmentVariable("ROUNDTABLE_REMAKE") == "starter")
        {
            File.WriteAllText(path, page[..begin] + expected + page[end..]);
        }

        Assert.True(page[begin..end] == expected, "docs/starter-set.md is out of date; remake it with: ROUNDTABLE_REMAKE=starter ./test \"Roundtable.Tests.Workspace.Registry\"");
    }

    [Fact]
    public void Gaps_are_what_rulings_cannot_rest_on()
    {
        var world = new World().With(World.TermsOf("read", "allow").Replace("read: 2026-01-01", "read: 2026-01-01, digest: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", StringComparison.Ordinal))
            .With(World.TermsOf("guessed", "deny"))
            .With(
                """
                model: a/licensed
                version: "1"
                vendor: a
                weights: open
                licence: read
                ---
                model: a/bare
                version: "1"
                vendor: a
                weights: open
                ---
                model: b/served
                version: "1"
                vendor: b
                weights: closed
                ---
                provider: b
                version: "1"
                whose: b
                route: direct
                terms: read
                ---
                provider: c
                version: "1"
                route: cloud
                """);
        var gaps = RegistryGaps.Of(world.Registry);
        Assert.Equal((2, 1), (gaps.Terms, gaps.Read));
        Assert.Equal(["guessed"], gaps.FromMemory.Select(t => t.Name));
        Assert.Equal(["a/bare"], gaps.Models.Select(m => m.Name));
        Assert.Equal(["c"], gaps.Providers.Select(p => p.Name));
        Assert.Equal("guessed@1", ((string?)gaps.Json()["fromMemory"]![0])!["terms:".Length..]);
        Assert.Contains("- a/bare", gaps.Text(), StringComparison.Ordinal);
    }
}
