using Roundtable.Record.Entries;
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

    /// <summary>Five hundred long answers that end at once would otherwise be held in memory once more, as one group, for as long as the log is open.</summary>
    [Fact]
    public void A_group_takes_no_more_than_fills_it_and_the_rest_waits_in_order()
    {
        var queue = new WriterQueue();
        PendingAppend[] appends = [.. Enumerable.Range(0, 20).Select(_ => Append(WriterQueue.MaxGroupBytes / 4))];
        foreach (var append in appends)
        {
            queue.Add(append);
        }

        queue.Add("x");
        queue.Add(appends[0]);
        queue.Close();
        List<object> group = [];
        List<object> taken = [];
        for (var i = 0; i < 2; i++)
        {
            Assert.True(queue.TryTake(ref group, TimeSpan.Zero));
            Assert.Equal(4, group.Count);
            taken.AddRange(group);
            group.Clear();
            var joining = queue.TakeAppends();
            Assert.Equal(4, joining.Count);
            taken.AddRange(joining);
        }

        Assert.Equal(appends[..16], taken);
        Assert.Equal(4, queue.TakeAppends().Count);
        Assert.Empty(queue.TakeAppends()); // what follows is other work, and is not overtaken
        Assert.True(queue.TryTake(ref group, TimeSpan.Zero));
        Assert.Equal(["x", appends[0]], group);
        Assert.True(queue.IsClosed);
    }

    private static PendingAppend Append(long bytes) => new(
        new Leaf { Kind = LeafKind.Exchange, Time = DateTimeOffset.UnixEpoch }, [], default, [(default, new byte[bytes])], once: false);

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
