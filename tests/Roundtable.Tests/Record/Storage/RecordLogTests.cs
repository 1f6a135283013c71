using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

public sealed class RecordLogTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_appended_is_there_after_opening_anew()
    {
        var receipts = new List<Receipt>();
        Digest root;
        await using (var log = await _data.OpenAsync())
        {
            for (var i = 0; i < 300; i++)
            {
                receipts.Add(await DataDirectory.AppendAsync(log, i));
            }

            root = log.Root;
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(300, again.Size);
        Assert.Equal(root, again.Root);
        var leaves = await again.ReadAsync(0, default).ToListAsync();
        Assert.Equal(receipts.Select(r => (r.Leaf, r.Hash, (Digest?)r.Output)), leaves.Select(l => (l.Index, l.Hash, l.Leaf.Output)));
        Assert.All(leaves, l => Assert.Equal(new Digest(MerkleTree.LeafHash(l.Leaf.ToBytes())), l.Hash));
        Assert.All(leaves, l => Assert.Equal(["output", "prompt", "raw", "settings"], l.Leaf.Commitments.Keys.Order(StringComparer.Ordinal)));
        foreach (var leaf in leaves)
        {
            foreach (var (_, digest) in leaf.Leaf.Contents())
            {
                Assert.Equal(digest, Digest.Of((await again.ContentAsync(digest, default))!));
            }
        }

        Assert.Equal(leaves.Skip(257).Select(l => (l.Index, l.Hash)), await again.ReadAsync(257, default).Select(l => (l.Index, l.Hash)).ToListAsync());
        Assert.Empty(await again.ReadAsync(300, default).ToListAsync());
    }

    [Fact]
    public async Task Many_writers_at_once_each_get_a_leaf_of_their_own()
    {
        await using var log = await _data.OpenAsync();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => DataDirectory.AppendAsync(log, i))));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), receipts.Select(r => r.Leaf).Order());
        var leaves = await log.ReadAsync(0, default).ToListAsync();
        Assert.All(receipts, r => Assert.Equal(r.Hash, leaves[(int)r.Leaf].Hash));
        Assert.All(receipts, r => Assert.Equal(r.Output, leaves[(int)r.Leaf].Leaf.Output));
    }

    [Fact]
    public async Task A_content_is_kept_once()
    {
        await using var log = await _data.OpenAsync();
        var content = new byte[10_000];
        var leaf = new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(content) };
        await log.AppendAsync(leaf, [content, content], default);
        var length = new FileInfo(_data.Pack()).Length;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => log.AppendAsync(leaf, [content], default)));
        await log.AppendAsync(leaf, [], default);
        Assert.Equal(22, log.Size);
        Assert.InRange(new FileInfo(_data.Pack()).Length - length, 21 * 160, 21 * 300); // salts alone
    }

    [Fact]
    public async Task The_same_content_is_committed_to_with_another_salt_each_time_and_the_log_shows_neither()
    {
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("d"u8) };
        await using (var log = await _data.OpenAsync())
        {
            await log.AppendAsync(leaf, ["d"u8.ToArray()], default);
            await log.AppendAsync(leaf, ["d"u8.ToArray()], default);
            var read = await log.ReadAsync(0, default).Select(l => l.Leaf).ToListAsync();
            Assert.All(read, l => Assert.Equal(Digest.Of("d"u8), l.Document));
            Assert.NotEqual(read[0].Commitments["document"], read[1].Commitments["document"]);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_data.Path, "log"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Digest.Of("d"u8).ToString(), await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_recorded_before_is_answered_with_its_receipt_where_that_is_asked()
    {
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("d"u8) };
        Receipt first;
        await using (var log = await _data.OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
            first = await log.AppendOnceAsync(leaf, ["d"u8.ToArray()], default);
            var again = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => log.AppendOnceAsync(leaf, ["d"u8.ToArray()], default)));
            Assert.All(again, r => Assert.Equal(first, r));
            Assert.NotEqual(first, await log.AppendOnceAsync(leaf with { Kind = LeafKind.Model }, [], default));
            Assert.Equal(3, (await log.AppendAsync(leaf, [], default)).Leaf);
        }

        await using var later = await _data.OpenAsync();
        Assert.Equal(first, await later.AppendOnceAsync(leaf, [], default));
    }

    [Fact]
    public async Task Inputs_must_stand_before_the_leaf_that_was_made_of_them()
    {
        await using var log = await _data.OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await DataDirectory.AppendAsync(log, 2);
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch };
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(leaf with { Inputs = [0, 2] }, [], default));
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(leaf with { Inputs = [1, 0] }, [], default));
        await log.AppendAsync(leaf with { Inputs = [0, 1] }, [], default);
        Assert.Equal([0, 1], (await log.ReadAsync(2, default).SingleAsync()).Leaf.Inputs);
    }

    [Fact]
    public async Task A_leaf_that_names_a_content_nobody_stored_is_refused_and_the_rest_goes_on()
    {
        await using var log = await _data.OpenAsync();
        var leaf = new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("nowhere"u8) };
        var refused = log.AppendAsync(leaf, [], default);
        await DataDirectory.AppendAsync(log, 1);
        Assert.Contains("document", (await Assert.ThrowsAsync<ArgumentException>(() => refused)).Message, StringComparison.Ordinal);
        Assert.Equal(1, log.Size);
    }

    [Fact]
    public async Task A_second_opener_is_refused_until_the_first_has_closed()
    {
        var first = await _data.OpenAsync();
        await Assert.ThrowsAsync<LogInUseException>(_data.OpenAsync);
        await first.DisposeAsync();
        await (await _data.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Reading_needs_no_lock_and_sees_what_is_durable()
    {
        await using var log = await _data.OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await using var reader = await RecordLog.OpenReadOnlyAsync(_data.Path, default);
        Assert.Equal(1, reader.Size);
        Assert.Equal(log.Root, reader.Root);
        Assert.NotNull(await reader.ContentAsync(Digest.Of("o 1"u8), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DataDirectory.AppendAsync(reader, 2));
    }

    [Fact]
    public async Task Readers_come_at_any_moment_of_a_busy_writer()
    {
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromMilliseconds(100) });
        using var done = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !done.IsCancellationRequested; i++)
                {
                    await Task.WhenAll(Enumerable.Range(0, 3).Select(k => DataDirectory.AppendAsync(log, (3 * i) + k)));
                    await Task.Delay(1);
                }
            },
            CancellationToken.None);
        long before = 0;
        for (var i = 0; i < 100; i++)
        {
            await using var reader = await RecordLog.OpenReadOnlyAsync(_data.Path, default);
            Assert.True(reader.Size >= before);
            before = reader.Size;
            var last = await reader.ReadAsync(Math.Max(0, before - 3), default).ToListAsync();
            Assert.All(last, l => Assert.NotNull(l.Leaf.Output));
        }

        await done.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Reading_a_directory_that_nobody_made_finds_nothing_and_makes_nothing()
    {
        var path = Path.Combine(_data.Path, "none");
        await using var reader = await RecordLog.OpenReadOnlyAsync(path, default);
        Assert.Equal(0, reader.Size);
        Assert.Equal(new Digest(MerkleTree.EmptyRoot()), reader.Root);
        Assert.Null(await reader.ContentAsync(default, default));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task What_was_erased_is_gone_from_the_disk_and_may_come_again()
    {
        await _data.FillAsync(3);
        var erased = Digest.Of("o 1"u8);
        await using (var log = await _data.OpenAsync())
        {
            await log.EraseAsync([erased, Digest.Of("never stored"u8)], default);
            Assert.Null(await log.ContentAsync(erased, default));
            Assert.DoesNotContain("o 1", await PackTextAsync(), StringComparison.Ordinal);
            Assert.Contains("o 2", await PackTextAsync(), StringComparison.Ordinal);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(3, again.Size);
        Assert.Null(await again.ContentAsync(erased, default));
        Assert.NotNull(await again.ContentAsync(Digest.Of("o 2"u8), default));
        await DataDirectory.AppendAsync(again, 1);
        Assert.NotNull(await again.ContentAsync(erased, default));

        async Task<string> PackTextAsync()
        {
            await using var file = new FileStream(_data.Pack(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
            return await reader.ReadToEndAsync();
        }
    }

    [Fact]
    public async Task Packs_roll_over_and_are_all_found_again()
    {
        var settings = new StorageSettings { SegmentBytes = 500 };
        await using (var log = await _data.OpenAsync(settings))
        {
            for (var i = 0; i < 20; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        Assert.True(File.Exists(_data.Pack(5)));
        await using var again = await _data.OpenAsync(settings);
        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull(await again.ContentAsync(Digest.Of(DataDirectory.Bytes($"w {i}")), default));
        }
    }

    [Fact]
    public async Task Files_are_for_their_owner_alone()
    {
        await _data.FillAsync(1);
        foreach (var path in Directory.EnumerateFileSystemEntries(_data.Path, "*", SearchOption.AllDirectories))
        {
            var execute = Directory.Exists(path) ? UnixFileMode.UserExecute : UnixFileMode.None;
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | execute), path);
        }
    }

    [Fact]
    public async Task A_closed_log_takes_nothing()
    {
        var log = await _data.OpenAsync();
        await log.DisposeAsync();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => DataDirectory.AppendAsync(log, 1));
    }
}
