using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Workspace.Lineage;

/// <summary>A walk over the lineage as people read it: the nearest first, in natural order, what is not listed counted.</summary>
public sealed class LineageListTests
{
    private const short MadeWith = (short)EdgeKind.MadeWith;

    [Fact]
    public void The_nearest_come_first_in_natural_order_and_the_others_are_counted()
    {
        var list = LineageList.Of(Graph([.. Enumerable.Range(1, 12).Select(i => (0L, (long)i)), (3L, 20L)], i => i == 20 ? "deep" : $"leaf:{i}"), 10);
        Assert.Equal(["leaf:1", "leaf:2", "leaf:3", "leaf:4"], list.Groups[0].Nodes.Take(4).Select(n => n.Name));
        Assert.Equal((10, 2, 12), (list.Groups[0].Nodes.Count, list.Groups[0].More, list.Groups[0].Count));
        Assert.Equal("leaf:3: made with deep (declared)", list.Groups[1].Nodes[0].Text(up: true));
        Assert.Equal((13, 0, 2), (list.Count, list.Further, list.Furthest));
    }

    [Fact]
    public void A_long_chain_stays_short_and_can_be_had_whole()
    {
        var graph = Graph([.. Enumerable.Range(0, 200).Select(i => ((long)i, (long)i + 1))], i => $"d{i}");
        var list = LineageList.Of(graph, 20);
        Assert.Equal((5, 195, 200, 200), (list.Groups.Count, list.Further, list.Furthest, list.Count));
        Assert.Equal(200, LineageList.Of(graph, null).Groups.Sum(g => g.Nodes.Count));
    }

    [Fact]
    public void A_name_that_only_stands_for_another_is_no_step_of_its_own()
    {
        LineageStep[] steps = [new(0, 1, MadeWith, false), new(1, 2, LineageStep.Means, true), new(2, 3, MadeWith, true)];
        var graph = new LineageGraph([0], steps, new Dictionary<long, string> { [0] = "a", [1] = "b", [2] = "b@1", [3] = "c" }, true, true);
        var list = LineageList.Of(graph, 20);
        Assert.Equal(["made with b@1", "b@1: made with c (declared)"], list.Groups.SelectMany(g => g.Nodes).Select(n => n.Text(up: true)));
        Assert.Equal([1, 2], list.Groups.Select(g => g.Distance));
    }

    [Fact]
    public void Downwards_a_line_says_what_came_from_what()
    {
        var graph = new LineageGraph(
            [0], [new(1, 0, MadeWith, false), new(2, 1, MadeWith, false)], new Dictionary<long, string> { [0] = "a", [1] = "b", [2] = "c" }, false, true);
        Assert.Equal(["b, made with it", "c, made with b"], LineageList.Of(graph, 20).Groups.SelectMany(g => g.Nodes).Select(n => n.Text(up: false)));
    }

    private static LineageGraph Graph((long Node, long Source)[] steps, Func<long, string> name) => new(
        [0],
        [.. steps.Select(s => new LineageStep(s.Node, s.Source, MadeWith, true))],
        steps.SelectMany(s => new[] { s.Node, s.Source }).Distinct().ToDictionary(i => i, name),
        true,
        true);
}
