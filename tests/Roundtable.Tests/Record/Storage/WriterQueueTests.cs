using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

/// <summary>What waits for the writer is taken in order, all of it, and once.</summary>
public sealed class WriterQueueTests
{
    [Fact]
    public async Task Everything_is_taken_once_and_in_order_by_one_writer()
    {
        var queue = new WriterQueue();
        List<object> taken = [];
        var writer = Task.Run(() =>
        {
            List<object> group = [];
            while (queue.TryTake(ref group, Timeout.InfiniteTimeSpan))
            {
                taken.AddRange(group);
                group.Clear();
            }

            Assert.True(queue.IsClosed);
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                queue.Add((t, i));
            }
        })));
        queue.Close();
        await writer;
        Assert.Equal(20_000, taken.Count);
        Assert.All(taken.Cast<(int Thread, int I)>().GroupBy(x => x.Thread), g => Assert.Equal(Enumerable.Range(0, 5000), g.Select(x => x.I)));
        Assert.Throws<ObjectDisposedException>(() => queue.Add(1));
    }

    [Fact]
    public void Patience_ends_where_nothing_comes()
    {
        var queue = new WriterQueue();
        List<object> group = [];
        Assert.False(queue.TryTake(ref group, TimeSpan.Zero));
        Assert.False(queue.IsClosed);
        queue.Add("x");
        queue.Close();
        Assert.True(queue.TryTake(ref group, TimeSpan.Zero));
        Assert.Equal(["x"], group);
    }
}
