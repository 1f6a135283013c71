using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>What is found after the machine stopped at any moment: every promised leaf, and never half of another.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_journal_cut_anywhere_keeps_its_whole_groups()
    {
        await _data.FillAsync(3);
        var (roots, ends) = await AppendBeyondCheckpointAsync(3);
        var bytes = await ReadAsync(_data.Journal);
        for (var cut = (int)ends[0]; cut <= ends[^1]; cut += 7)
        {
            using var crashed = _data.Snapshot();
            await File.WriteAllBytesAsync(crashed.Journal, bytes[..cut]);
            var whole = ends.Count(e => e <= cut) - 1;
            await using var log = await crashed.OpenAsync();
            Assert.Equal(3 + whole, log.Size);
            Assert.Equal(roots[whole], log.Root);
            Assert.Equal(3 + whole, (await DataDirectory.AppendAsync(log, 99)).Leaf);
        }
    }

    [Fact]
    public async Task A_changed_group_in_the_middle_of_the_journal_is_damage_and_not_a_torn_end()
    {
        await _data.FillAsync(3);
        var (_, ends) = await AppendBeyondCheckpointAsync(3);
        var bytes = await ReadAsync(_data.Journal);
        for (var i = 0; i < ends[2]; i += 5)
        {
            using var crashed = _data.Snapshot();
            var bad = bytes.ToArray();
            bad[i] ^= 4;
            await File.WriteAllBytesAsync(crashed.Journal, bad);
            var damage = await Assert.ThrowsAsync<DamagedLogException>(crashed.OpenAsync);
            Assert.Equal(crashed.Journal, damage.File);
            Assert.Equal(bad, await File.ReadAllBytesAsync(crashed.Journal));
        }
    }

    [Fact]
    public async Task A_pack_cut_anywhere_after_its_end_was_written_down_gets_its_contents_back_from_the_journal()
    {
        await _data.FillAsync(3);
        var start = new FileInfo(_data.Pack()).Length;
        await AppendBeyondCheckpointAsync(2);
        var bytes = await ReadAsync(_data.Pack());
        for (var cut = (int)start; cut <= bytes.Length; cut += 3)
        {
            using var crashed = _data.Snapshot();
            await File.WriteAllBytesAsync(crashed.Pack(), bytes[..cut]);
            await using (var reader = await RecordLog.OpenReadOnlyAsync(crashed.Path, default))
            {
                Assert.Equal("w 5"u8.ToArray(), await reader.ContentAsync(Digest.Of("w 5"u8), default));
            }

            await using (var log = await crashed.OpenAsync())
            {
                Assert.Equal(5, log.Size);
                await DataDirectory.AppendAsync(log, 6);
            }

            Assert.Null((await LogVerifier.VerifyAsync(crashed.Path, null, default)).Damage);
        }
    }

    [Fact]
    public async Task A_long_content_is_durable_in_its_pack_before_its_leaf_is_in_the_journal_and_its_loss_is_damage()
    {
        await _data.FillAsync(3);
        var start = new FileInfo(_data.Pack()).Length;
        var content = new byte[Journal.MaxContent + 1];
        var flushed = new List<string>();
        await using (var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1), BeforeFlush = path => flushed.Add(Path.GetFileName(path)) }))
        {
            flushed.Clear();
            await DataDirectory.AppendAsync(log, 4);
            Assert.Equal(["journal"], flushed); // one flush for leaf and contents
            flushed.Clear();
            await log.AppendAsync(new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(content) }, [content], default);
            Assert.Equal(["000001.pack", "journal"], flushed);
            using var crashed = _data.Snapshot();
            await File.WriteAllBytesAsync(crashed.Pack(), (await ReadAsync(_data.Pack()))[..(int)start]);
            Assert.Equal(4, (await Assert.ThrowsAsync<DamagedLogException>(crashed.OpenAsync)).Leaf);
        }
    }

    [Fact]
    public async Task What_is_erased_does_not_stay_behind_in_the_journal()
    {
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        await DataDirectory.AppendAsync(log, 7);
        Assert.Contains("o 7", System.Text.Encoding.Latin1.GetString(await ReadAsync(_data.Journal)), StringComparison.Ordinal);
        var length = (await ReadAsync(_data.Journal)).Length;
        await log.EraseAsync([Digest.Of("o 7"u8)], default);
        var after = await ReadAsync(_data.Journal);
        Assert.Equal(length, after.Length); // the same blocks, not others
        Assert.Equal(new byte[length], after);
    }

    [Fact]
    public async Task A_group_whose_leaves_never_reached_the_disk_leaves_its_contents_behind_and_nothing_else()
    {
        await _data.FillAsync(1);
        var (_, ends) = await AppendBeyondCheckpointAsync(1);
        var pack = await ReadAsync(_data.Pack());
        pack[^1] ^= 1; // the last content did not reach the disk either
        using var crashed = _data.Snapshot();
        await File.WriteAllBytesAsync(crashed.Pack(), pack);
        await File.WriteAllBytesAsync(crashed.Journal, (await ReadAsync(_data.Journal))[..(int)ends[0]]);
        await using var log = await crashed.OpenAsync();
        Assert.Equal(1, log.Size);
        Assert.Equal(1, (await DataDirectory.AppendAsync(log, 4)).Leaf);
        Assert.Equal("w 4"u8.ToArray(), await log.ContentAsync(Digest.Of("w 4"u8), default));
    }

    [Fact]
    public async Task Tiles_ahead_of_the_checkpoint_are_written_again_whatever_a_crash_left_of_them()
    {
        await _data.FillAsync(200);
        DataDirectory crashed;
        await using (var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) }))
        {
            await Task.WhenAll(Enumerable.Range(200, 100).Select(i => DataDirectory.AppendAsync(log, i)));
            crashed = _data.Snapshot();
        }

        using (crashed)
        {
            foreach (var tile in (string[])["0/000", "entries/000"])
            {
                await File.WriteAllTextAsync(crashed.Tile(tile), "torn");
            }

            await using (var log = await crashed.OpenAsync())
            {
                Assert.Equal(300, log.Size);
            }

            Assert.Null((await LogVerifier.VerifyAsync(crashed.Path, null, default)).Damage);
        }
    }

    [Fact]
    public async Task A_pack_cut_before_its_end_was_written_down_is_damage()
    {
        await _data.FillAsync(1);
        var bytes = await ReadAsync(_data.Pack());
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            await File.WriteAllBytesAsync(_data.Pack(), bytes[..cut]);
            Assert.Equal(_data.Pack(), (await Assert.ThrowsAsync<DamagedLogException>(_data.OpenAsync)).File);
        }
    }

    [Fact]
    public async Task Missing_files_are_damage_and_are_not_made_anew()
    {
        await _data.FillAsync(2);
        foreach (var file in new[] { _data.Checkpoint, _data.Pack(), _data.End, _data.Tile("entries/000.p/2") })
        {
            using var copy = _data.Snapshot();
            var missing = Path.Combine(copy.Path, Path.GetRelativePath(_data.Path, file));
            File.Delete(missing);
            var damage = await Assert.ThrowsAsync<DamagedLogException>(copy.OpenAsync);
            Assert.Equal(missing, damage.File);
            await Assert.ThrowsAsync<DamagedLogException>(copy.OpenAsync);
        }
    }

    [Fact]
    public async Task An_erasure_that_was_interrupted_is_finished_by_the_next_opening()
    {
        await _data.FillAsync(2);
        var bytes = await ReadAsync(_data.Pack());
        var content = bytes.AsSpan().IndexOf("o 1"u8);
        bytes[content - PackEntry.HeaderLength + PackEntry.FlagOffset] = PackEntry.Erasing;
        bytes[content] = 0;
        await File.WriteAllBytesAsync(_data.Pack(), bytes);
        await File.WriteAllTextAsync(Path.Combine(_data.Path, "content", "erasing"), "");
        await using var log = await _data.OpenAsync();
        Assert.Null(await log.ContentAsync(Digest.Of("o 1"u8), default));
        bytes = await ReadAsync(_data.Pack());
        Assert.Equal(PackEntry.Erased, bytes[content - PackEntry.HeaderLength + PackEntry.FlagOffset]);
        Assert.Equal(new byte[3], bytes[content..(content + 3)]);
        await DataDirectory.AppendAsync(log, 1);
        Assert.NotNull(await log.ContentAsync(Digest.Of("o 1"u8), default));
    }

    [Fact]
    public async Task A_new_log_whose_making_was_interrupted_is_made_to_the_end()
    {
        await _data.FillAsync(0);
        foreach (var files in new[] { new[] { _data.Journal }, [_data.Journal, _data.Pack()], [_data.Journal, _data.Pack(), _data.End], [_data.Pack()] })
        {
            using var copy = _data.Snapshot();
            foreach (var file in files)
            {
                File.Delete(Path.Combine(copy.Path, Path.GetRelativePath(_data.Path, file)));
            }

            if (files.Contains(_data.Pack()))
            {
                await File.WriteAllTextAsync(copy.End, "000001.pack 0\n");
            }

            await using var log = await copy.OpenAsync();
            Assert.Equal(0, (await DataDirectory.AppendAsync(log, 1)).Leaf);
        }
    }

    private async Task<(List<Digest> Roots, List<long> Ends)> AppendBeyondCheckpointAsync(int leaves)
    {
        var log = await _data.OpenAsync();
        List<Digest> roots = [log.Root];
        List<long> ends = [await EndOfJournalAsync()];
        for (var i = 0; i < leaves; i++)
        {
            await DataDirectory.AppendAsync(log, 4 + i);
            roots.Add(log.Root);
            ends.Add(await EndOfJournalAsync());
        }

        var checkpoint = await ReadAsync(_data.Checkpoint);
        var end = await ReadAsync(_data.End);
        var signed = await ReadAsync(Path.Combine(_data.Path, "keys", "log.signed"));
        var journal = await ReadAsync(_data.Journal);
        await log.DisposeAsync();
        await File.WriteAllBytesAsync(_data.Journal, journal);
        await File.WriteAllBytesAsync(_data.Checkpoint, checkpoint); // as if it had not been closed
        await File.WriteAllBytesAsync(_data.End, end);
        await File.WriteAllBytesAsync(Path.Combine(_data.Path, "keys", "log.signed"), signed);
        return (roots, ends);
    }

    /// <summary>Where the groups end, and the zeros begin that were groups before.</summary>
    private async Task<long> EndOfJournalAsync() => (await ReadAsync(_data.Journal)).AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
