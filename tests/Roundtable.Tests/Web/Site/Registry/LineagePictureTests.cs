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
        var picture = LineagePicture.Of("model:acme/giant@1", up, Graph(up: false, 12));
        var own = Assert.Single(picture.Boxes, b => b.IsContent);
        Assert.Equal("model:acme/giant@1", own.Full);
        Assert.InRange(own.X + LineagePicture.BoxWidth, 0, 960);
        Assert.InRange(picture.Width, 0, 1250);
        Assert.InRange(picture.Height, 0, 600);
        var more = Assert.Single(picture.Boxes, b => b.Name == "191 more");
        Assert.Equal("#lineage-list", more.Address);
        Assert.False(picture.IsWhole);
        Assert.Contains(picture.Boxes, b => b.Full == "dataset:acme/d2@1");
        Assert.DoesNotContain(picture.Boxes, b => b.Full == "dataset:acme/d10@1");
    }

    [Fact]
    public void A_small_lineage_is_whole()
    {
        var picture = LineagePicture.Of("model:acme/giant@1", Graph(up: true, 3), Graph(up: false, 0));
        Assert.True(picture.IsWhole);
        Assert.Equal((4, 3), (picture.Boxes.Count, picture.Lines.Count));
    }

    private static LineageGraph Graph(bool up, int count) => new(
        [0],
        [.. Enumerable.Range(1, count).Select(i => new LineageStep(up ? 0 : i, up ? i : 0, (short)EdgeKind.MadeWith, true))],
        Enumerable.Range(0, count + 1).ToDictionary(i => (long)i, i => i == 0 ? "model:acme/giant@1" : $"dataset:acme/d{i}@1"),
        up,
        true);
}
