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
        foreach (var leaf in leaves)
        {
            foreach (var (_, digest) in leaf.Leaf.Contents())
            {
                Assert.Equal(digest, Digest.Of((await again.Contents.GetAsync(digest, default))!));
            }
        }

        Assert.Equal(leaves.Skip(257), await again.ReadAsync(257, default).ToListAsync());
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
        Assert.Equal(length, new FileInfo(_data.Pack()).Length);
    }

    [Fact]
    public async Task A_leaf_that_names_a_content_nobody_stored_is_refused_and_the_rest_goes_on()
    {
        await using var log = await _data.OpenAsync();
        var leaf = new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("nowhere"u8) };
        var refused = log.AppendAsync(leaf, [DataDirectory.Bytes("other")], default);
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
        Assert.NotNull(await reader.Contents.GetAsync(Digest.Of("o 1"u8), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DataDirectory.AppendAsync(reader, 2));
    }

    [Fact]
    public async Task Reading_a_directory_that_nobody_made_finds_nothing_and_makes_nothing()
    {
        var path = Path.Combine(_data.Path, "none");
        await using var reader = await RecordLog.OpenReadOnlyAsync(path, default);
        Assert.Equal(0, reader.Size);
        Assert.Equal(new Digest(MerkleTree.EmptyRoot()), reader.Root);
        Assert.Null(await reader.Contents.GetAsync(default, default));
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
            Assert.Null(await log.Contents.GetAsync(erased, default));
            Assert.DoesNotContain("o 1", await PackTextAsync(), StringComparison.Ordinal);
            Assert.Contains("o 2", await PackTextAsync(), StringComparison.Ordinal);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(3, again.Size);
        Assert.Null(await again.Contents.GetAsync(erased, default));
        Assert.NotNull(await again.Contents.GetAsync(Digest.Of("o 2"u8), default));
        await DataDirectory.AppendAsync(again, 1);
        Assert.NotNull(await again.Contents.GetAsync(erased, default));

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
            Assert.NotNull(await again.Contents.GetAsync(Digest.Of(DataDirectory.Bytes($"w {i}")), default));
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
