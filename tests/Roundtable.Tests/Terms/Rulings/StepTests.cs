using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>One step of a traversal: the day on which something is judged, what it is judged as, and whether it is content.</summary>
public sealed class StepTests
{
    private static readonly DateOnly _on = World.Day("2026-01-01");
    private static readonly DateOnly _used = World.Day("2025-03-01");
    private static readonly Intent _intent = new(Use.Publish, _on);

    [Fact]
    public void What_has_no_day_beneath_a_use_is_judged_on_the_day_of_that_use()
    {
        var made = Thing("model:a/made", ArtifactKind.Model);
        var use = new EdgeUse(made, EdgeKind.TaughtBy, "a", _used, [Use.Distil], true);
        var step = Step.As(use, new LineageEdge(EdgeKind.TaughtBy, "dataset:d", true), Thing("dataset:d", ArtifactKind.Dataset), _intent);
        Assert.Equal((_used, false), (step.Day, step.IsDated));
        var below = step.Over(Thing("dataset:d", ArtifactKind.Dataset), new LineageEdge(EdgeKind.MadeWith, "dataset:e", true), Thing("dataset:e", ArtifactKind.Dataset), _intent);
        Assert.Equal((_used, false, use), (below.Day, below.IsDated, below.Edge));

        var undated = Step.As(use with { Day = null }, new LineageEdge(EdgeKind.TaughtBy, "dataset:d", true), Thing("dataset:d", ArtifactKind.Dataset), _intent);
        Assert.Equal((_on, false), (undated.Day, undated.IsDated));
    }

    [Theory]
    [InlineData("2025-01-01", "2025-06-01", false, "2025-01-01")]
    [InlineData(null, "2025-06-01", false, "2025-06-01")]
    [InlineData(null, null, true, null)]
    [InlineData("2025-01-01", null, true, "2025-01-01")]
    [InlineData("2026-01-01", null, false, "2026-01-01")]
    [InlineData("2026-01-02", null, false, null)]
    public void Its_own_day_comes_before_the_edges_and_one_that_cannot_be_is_unknown(string? own, string? edges, bool unreadable, string? expected)
    {
        var to = Thing("leaf:1", ArtifactKind.Output) with { Day = own is null ? null : World.Day(own) };
        var edge = new LineageEdge(EdgeKind.MadeWith, "leaf:1", true, edges is null ? null : World.Day(edges)) { OnIsUnreadable = unreadable };
        var step = Step.First(Thing("set:1", ArtifactKind.Set), _intent).Over(Thing("set:1", ArtifactKind.Set), edge, to, _intent);
        Assert.Equal((expected is null ? null : World.Day(expected), true), (step.Day, step.IsDated));
    }

    [Fact]
    public void The_members_of_a_set_that_is_content_are_content_and_nothing_below_them()
    {
        var set = Thing("set:1", ArtifactKind.Set);
        var dataset = Thing("dataset:d", ArtifactKind.Dataset);
        var edge = new LineageEdge(EdgeKind.MadeWith, "dataset:d", false);
        var first = Step.First(set, _intent);
        Assert.True(first.IsContent);
        var member = first.Over(set, edge, dataset, _intent);
        Assert.True(member.IsContent);
        var below = member.Over(dataset, edge, Thing("dataset:e", ArtifactKind.Dataset), _intent);
        Assert.False(below.IsContent);
        Assert.False(below.Over(set, edge, dataset, _intent).IsContent);
    }

    [Theory]
    [InlineData(ArtifactKind.Dataset, EdgeKind.MadeWith, Subject.Content)]
    [InlineData(ArtifactKind.Dataset, EdgeKind.DerivedFrom, Subject.Derivatives)]
    [InlineData(ArtifactKind.Model, EdgeKind.MadeWith, Subject.Derivatives)]
    public void A_collection_contains_its_data_and_whatever_else_is_made_of_it_is_derived(ArtifactKind from, EdgeKind kind, Subject expected)
    {
        var thing = Thing("thing", from);
        Assert.Equal(expected, Step.First(thing, _intent).Over(thing, new LineageEdge(kind, "dataset:d", true), Thing("dataset:d", ArtifactKind.Dataset), _intent).Subject);
    }

    [Fact]
    public void Uses_of_edges_are_equal_by_what_they_say()
    {
        var made = Thing("model:a/made", ArtifactKind.Model);
        var use = new EdgeUse(made, EdgeKind.TaughtBy, "a", _used, [Use.Distil, Use.Label], true);
        var same = new EdgeUse(made, EdgeKind.TaughtBy, "a", _used, new List<Use> { Use.Distil, Use.Label }, true);
        Assert.True(use.Equals(same));
        Assert.Equal(use.GetHashCode(), same.GetHashCode());
        Assert.False(use.Equals(null));
        Assert.All(
            (EdgeUse[])[use with { Kind = EdgeKind.MadeWith }, use with { Maker = "b" }, use with { Day = null }, use with { Uses = [Use.Distil] }, use with { KeepsConditions = false }],
            other => Assert.False(use.Equals(other)));
    }

    [Fact]
    public void A_model_was_trained_only_where_a_use_trains()
    {
        var world = new World().With("model: a/made\nversion: \"1\"\nvendor: a");
        var made = world.Find("model:a/made@1");
        Assert.NotNull(new EdgeUse(made, EdgeKind.TaughtBy, "a", _used, [Use.Label, Use.Distil], true).Trained);
        Assert.Null(new EdgeUse(made, EdgeKind.DerivedFrom, "a", _used, [Use.Modify], true).Trained);
    }

    private static Artifact Thing(string id, ArtifactKind kind) => new(id, kind, id);
}
