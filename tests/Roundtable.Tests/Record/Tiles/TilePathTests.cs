using Roundtable.Record.Tiles;

namespace Roundtable.Tests.Record.Tiles;

public sealed class TilePathTests
{
    [Theory]
    [InlineData("tile/0/x001/x234/067", 0, 1234067, 256)]
    [InlineData("tile/0/000", 0, 0, 256)]
    [InlineData("tile/3/273.p/112", 3, 273, 112)]
    [InlineData("tile/entries/x001/000.p/1", -1, 1000, 1)]
    public void Paths_are_those_of_the_specification(string path, int level, long index, int width)
    {
        Assert.True(TilePath.TryParse(path, out var tile));
        Assert.Equal((level < 0, index, width), (tile.IsEntries, tile.Index, tile.Width));
        Assert.True(level < 0 || tile.Level == level);
        Assert.Equal(path, tile.ToString());
        Assert.Equal(tile, level < 0 ? TilePath.Entries(index, width) : TilePath.Hashes(level, index, width));
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkpoint")]
    [InlineData("tile/0/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/001/067")]
    [InlineData("tile/0/x001/x067")]
    [InlineData("tile/0/x000/067")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/007")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/../checkpoint")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/data/000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("/tile/0/000")]
    public void Other_spellings_are_refused(string path) => Assert.False(TilePath.TryParse(path, out _));

    [Fact]
    public void The_specifications_example_has_the_tiles_it_names()
    {
        var tiles = TilePath.Of(70_000).Where(t => !t.IsEntries).ToList();
        Assert.Equal(273, tiles.Count(t => t.Level == 0 && t.IsFull));
        Assert.Equal(
            ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"],
            tiles.Where(t => t.Level > 0 || !t.IsFull).Select(t => t.ToString()));
        Assert.Equal(["tile/0/000", "tile/entries/000", "tile/1/000.p/1"], TilePath.Of(256).Select(t => t.ToString()));
    }
}
