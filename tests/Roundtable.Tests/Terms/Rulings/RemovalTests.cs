using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>The fewest artifacts to leave out; <see cref="JudgeProperties"/> compares with trying all.</summary>
public sealed class RemovalTests
{
    [Theory]
    [InlineData("ONE ONE TWO", "dataset:d3@1")]
    [InlineData("ONE TWO TWO", "dataset:d1@1")]
    [InlineData("ONE TWO THREE THREE", "dataset:d1@1 dataset:d2@1")]
    [InlineData("ONE ONE TWO THREE", "dataset:d3@1 dataset:d4@1")]
    [InlineData("ONE ONE", "")]
    public void Of_conditions_that_contradict_each_other_the_rarest_are_left_out(string licences, string expected)
    {
        var world = new World();
        foreach (var name in (string[])["ONE", "TWO", "THREE"])
        {
            world.With(World.TermsOf(name, "allow-if", condition: $"share-alike: {name}"));
        }

        var datasets = licences.Split(' ').Select((l, i) => (Id: $"dataset:d{i + 1}@1", Yaml: $"dataset: d{i + 1}\nversion: \"1\"\nlicence: {l}")).ToList();
        datasets.ForEach(d => world.With(d.Yaml));
        world.Set("set:all", [.. datasets.Select(d => d.Id)]);
        Assert.Equal(expected.Length == 0 ? Outcome.AllowedIf : Outcome.Denied, world.Rule("set:all", Use.Publish).Outcome);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Smallest(world, "set:all"));
    }

    /// <summary>Two students carry what one teacher was forbidden, in three ways: the teacher alone is fewer than both students.</summary>
    [Fact]
    public void An_artifact_that_counts_in_several_ways_is_left_out_once()
    {
        var world = new World().With(World.TermsOf("no", "deny")).With(World.TermsOf("yes", "allow")).With(string.Join("\n---\n", ((string[])["teacher no", "first yes", "second yes"])
            .Select(m => m.Split(' ')).Select(m => $"model: {m[0]}\nversion: \"1\"\nweights: open\nlicence: {m[1]}")));
        LineageEdge To(EdgeKind kind, string? on = null) => new(kind, "model:teacher@1", true, on is null ? null : World.Day(on));
        world.Add(world.Find("model:first@1") with { Edges = [To(EdgeKind.DerivedFrom), To(EdgeKind.TaughtBy)] });
        world.Add(world.Find("model:second@1") with { Edges = [To(EdgeKind.TaughtBy, "2024-01-01")] });
        world.Set("set:s", "model:first@1", "model:second@1");
        Assert.Equal(["model:teacher@1"], Smallest(world, "set:s"));
    }

    private static IEnumerable<string>? Smallest(World world, string content) =>
        new Judge(world.Registry, world).SmallestRemoval(content, new Intent(Use.Publish, World.Day("2026-01-01")), CancellationToken.None)?.Select(t => t.Id);
}
