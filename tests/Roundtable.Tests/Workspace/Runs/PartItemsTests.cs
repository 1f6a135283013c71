using Roundtable.Tests.Samples;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs;

public sealed class PartItemsTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0, 3, 6, 9)]
    [InlineData(6, 0, 9, 3)]
    [InlineData(9, 9, 0, 0)]
    public void Parts_are_the_same_in_whatever_order_they_are_claimed(params int[] firsts)
    {
        var path = _workspace.Write("rows.jsonl", string.Concat(Enumerable.Range(0, 11).Select(i => $$"""{"id":"r{{i}}","text":"{{i}}"}""" + "\n")));
        using var items = new PartItems(RunItemSource.Open(path, null, null));
        foreach (var first in firsts)
        {
            Assert.Equal(Enumerable.Range(first, Math.Min(3, 11 - first)).Select(i => (i, $"r{i}")), items.Take(first, 3).Select(i => (i.Index, i.Item.Id)));
        }
    }
}
