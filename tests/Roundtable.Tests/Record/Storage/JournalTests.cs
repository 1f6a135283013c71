using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

/// <summary>Groups that a checkpoint covers are overwritten piece by piece where they are many; until then they do no harm, and nothing erased is among them.</summary>
public sealed class JournalTests : IDisposable
{
    private const int Size = 60_000;

    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_many_covered_groups_left_is_read_past_and_gone_with_the_groups_that_follow()
    {
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync(log, 'a', i);
        }

        await log.PublishAsync();
        Assert.InRange(await LeftAsync('a'), 39, 40);
        for (var i = 0; i < 12; i++)
        {
            var before = await LeftAsync('a');
            await AppendAsync(log, 'b', i);
            Assert.InRange(await LeftAsync('a'), 0, Math.Max(0, before - 3));
            if (i is 0 or 3)
            {
                // As another machine would find it now.
                using var crashed = _data.Snapshot();
                await using var again = await crashed.OpenAsync();
                Assert.Equal((log.Size, log.Root), (again.Size, again.Root));
                Assert.Equal(Content('b', i), await again.ContentAsync(Digest.Of(Content('b', i)), default));
            }
        }

        Assert.Equal(0, await LeftAsync('a'));
        Assert.Equal(12, await LeftAsync('b'));
    }

    [Fact]
    public async Task Nothing_that_is_erased_is_left_in_it_however_many_groups_there_were()
    {
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync(log, 'a', i);
        }

        await log.PublishAsync();
        await AppendAsync(log, 'b', 0);
        await log.EraseAsync([Digest.Of(Content('a', 0))], default);
        Assert.Equal((0, 0), (await LeftAsync('a'), await LeftAsync('b')));
        Assert.Null(await log.ContentAsync(Digest.Of(Content('a', 0)), default));
        Assert.NotNull(await log.ContentAsync(Digest.Of(Content('a', 1)), default));
    }

    /// <summary>A server opens its log again after each pause, and would hold all that a journal ever had each time.</summary>
    [Fact]
    public async Task What_a_checkpoint_covers_is_read_past_without_being_held_in_memory()
    {
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        for (var i = 0; i < 160; i++)
        {
            await AppendAsync(log, 'a', i);
        }

        await log.PublishAsync();
        using var crashed = _data.Snapshot();
        Assert.InRange(new FileInfo(crashed.Journal).Length, 150 * Size, long.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var store = FileStore.OpenReadOnly(crashed.Path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 * Size);
        Assert.Equal(160, store.Head.Size);
    }

    private static byte[] Content(char letter, int number)
    {
        var content = new byte[Size];
        Array.Fill(content, (byte)letter);
        DataDirectory.Bytes($"{number}.").CopyTo(content, 0);
        return content;
    }

    private static Task<Receipt> AppendAsync(RecordLog log, char letter, int number)
    {
        var content = Content(letter, number);
        var leaf = new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch.AddSeconds(number), Session = "s", Call = $"{letter}{number}", Output = Digest.Of(content) };
        return log.AppendAsync(leaf, [content], default);
    }

    /// <summary>How many contents of a letter the journal has, rounded: letters of leaves are no content.</summary>
    private async Task<int> LeftAsync(char letter)
    {
        await using var file = new FileStream(_data.Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return (int)Math.Round(bytes.Count(b => b == letter) / (double)Size);
    }
}
