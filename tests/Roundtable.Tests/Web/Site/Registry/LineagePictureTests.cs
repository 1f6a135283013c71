using Roundtable.Terms.Registry;
using Roundtable.Web.Site.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Web.Site.Registry;

/// <summary>The picture of a lineage stays readable however large it is.</summary>
public sealed class LineagePictureTests
{
    [Fact]
    public void Two_hundred_nodes_fit_with_the_thing_itself_in_sight()
    {
        var up = Graph(up: true, 200);
        var picture = LineagePicture.Of("model:acme/giant@1", up, Graph(up: false, 12), _ => null);
        var own = Assert.Single(picture.Boxes, b => b.IsContent);
        Assert.Equal("model:acme/giant@1", own.Thing.Full);
        Assert.InRange(own.X + LineagePicture.BoxWidth, 0, 960);
        Assert.InRange(picture.Width, 0, 1250);
        Assert.InRange(picture.Height, 0, 600);
        var more = Assert.Single(picture.Boxes, b => b.Thing.Name == "191 more");
        Assert.Equal("#lineage-list", more.Address);
        Assert.False(picture.IsWhole);
        Assert.Contains(picture.Boxes, b => b.Thing.Full == "dataset:acme/d2@1");
        Assert.DoesNotContain(picture.Boxes, b => b.Thing.Full == "dataset:acme/d10@1");
    }

    [Fact]
    public void A_small_lineage_is_whole()
    {
        var picture = LineagePicture.Of("model:acme/giant@1", Graph(up: true, 3), Graph(up: false, 0), _ => null);
        Assert.True(picture.IsWhole);
        Assert.Equal((4, 3), (picture.Boxes.Count, picture.Lines.Count));
    }

    [Fact]
    public void Each_thing_is_named_as_what_it_is_and_led_to_where_it_has_a_page()
    {
        string[] names =
        [
            "model:acme/giant@1", "session:aa", "run:bb", "label:bb", "answer:aa", "call:cc", "unknown:dd", "withheld:7", "called:acme/giant", "dataset:acme/d@1",
        ];
        var graph = new LineageGraph(
            [0],
            [.. Enumerable.Range(1, names.Length - 1).Select(i => new LineageStep(i, 0, LineageStep.Holds, false))],
            names.Index().ToDictionary(n => (long)n.Index, n => n.Item),
            false,
            true);
        var picture = LineagePicture.Of(names[0], Graph(up: true, 0), graph, name => name is "run:bb" ? "/runs/bb" : null);
        Assert.Equal(
            ["call", "called by this name", "dataset", "fused answer", "labels of a run", "of unknown kind", "of unknown kind", "run", "session"],
            picture.Boxes.Where(b => !b.IsContent).Select(b => b.Thing.What).Order(StringComparer.Ordinal));
        Assert.Equal("bb", Assert.Single(picture.Boxes, b => b.Address == "/runs/bb").Thing.Name);
        Assert.Equal(1, picture.Boxes.Count(b => b.Address is not null));
    }

    [Fact]
    public void Leaves_are_counted_as_leaves_whatever_they_record()
    {
        var graph = new LineageGraph(
            [0],
            [.. Enumerable.Range(1, 5).Select(i => new LineageStep(-i, 0, (short)EdgeKind.MadeWith, false))],
            Enumerable.Range(0, 6).ToDictionary(i => (long)-i, i => i == 0 ? "dataset:acme/d@1" : $"leaf:{i - 1}"),
            false,
            true);
        var box = Assert.Single(LineagePicture.Of("dataset:acme/d@1", Graph(up: true, 0), graph, _ => null).Boxes, b => !b.IsContent);
        Assert.Equal(("5 leaves", "of the log", null), (box.Thing.Name, box.Thing.What, box.Address));
    }

    private static LineageGraph Graph(bool up, int count) => new(
        [0],
        [.. Enumerable.Range(1, count).Select(i => new LineageStep(up ? 0 : i, up ? i : 0, (short)EdgeKind.MadeWith, true))],
        Enumerable.Range(0, count + 1).ToDictionary(i => (long)i, i => i == 0 ? "model:acme/giant@1" : $"dataset:acme/d{i}@1"),
        up,
        true);
}
