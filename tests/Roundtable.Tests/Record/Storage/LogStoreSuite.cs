using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>What every storage does, whichever it is.</summary>
public abstract class LogStoreSuite
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract ValueTask<LogStore> OpenStoreAsync();

    protected abstract ValueTask<LogStore> ReadStoreAsync();

    /// <summary>Changes one byte of a leaf, a tile or a content, as somebody with access could.</summary>
    protected abstract Task TamperAsync(string what, long index);

    [Fact]
    public async Task Leaves_come_back_with_their_receipts_and_contents()
    {
        List<Receipt> receipts = [];
        Digest root;
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 300; i++)
            {
                receipts.Add(await DataDirectory.AppendAsync(log, i));
            }

            root = log.Root;
        }

        await using var again = await OpenAsync();
        Assert.Equal((300, root), (again.Size, again.Root));
        var leaves = await again.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(receipts.Select(r => (r.Leaf, r.Hash, (Digest?)r.Output)), leaves.Select(l => (l.Index, l.Hash, l.Leaf.Output)));
        Assert.Equal("o 299"u8.ToArray(), await again.ContentAsync(leaves[299].Leaf.Output!.Value, Cancellation));
        Assert.Equal([298, 299], await again.ReadAsync(298, Cancellation).Select(l => l.Index).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Many_writers_share_groups_and_every_leaf_is_proved()
    {
        await using var log = await OpenAsync();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Task.Run(() => DataDirectory.AppendAsync(log, i), Cancellation)));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => (long)i), receipts.Select(r => r.Leaf).Order());
        await log.PublishAsync();
        var checkpoint = TreeVerifier.ReadCheckpoint(log.Store, []).Checkpoint;
        var tree = CheckedTree.Load(checkpoint, log.Store);
        Assert.All(receipts, r => Assert.True(InclusionProof.Verify(r.Hash.ToArray(), r.Leaf, 600, tree.ProveInclusion(r.Leaf, 600), checkpoint.Root.ToArray())));
    }

    [Fact]
    public async Task The_tiles_that_a_checkpoint_demands_are_served_and_no_others()
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < 260; i++)
        {
            await DataDirectory.AppendAsync(log, i);
        }

        await log.PublishAsync();
        foreach (var tile in TilePath.Of(260))
        {
            var bytes = log.Store.Read(tile.ToString());
            Assert.NotNull(bytes);
            Assert.Equal(tile.Width, tile.IsEntries ? EntryBundle.Read(bytes, tile.Width).Count : bytes.Length / 32);
        }

        foreach (var path in (string[])["tile/0/001", "tile/0/001.p/5", "tile/0/002.p/1", "tile/2/000.p/1", "tile/entries/001", "keys/log", "../keys/log", "journal", "content/end", ""])
        {
            if (path != "tile/0/001.p/5")
            {
                Assert.Null(log.Store.Read(path));
            }
        }
    }

    [Fact]
    public async Task What_was_recorded_before_is_answered_where_that_is_asked()
    {
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("d"u8) };
        Receipt first;
        await using (var log = await OpenAsync())
        {
            first = await log.AppendOnceAsync(leaf, ["d"u8.ToArray()], Cancellation);
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => log.AppendOnceAsync(leaf, ["d"u8.ToArray()], Cancellation))), r => Assert.Equal(first, r));
            Assert.Equal(1, (await log.AppendOnceAsync(leaf with { Kind = LeafKind.Terms }, [], Cancellation)).Leaf);
        }

        await using var again = await OpenAsync();
        Assert.Equal(first, await again.AppendOnceAsync(leaf, [], Cancellation));
        Assert.Equal(2, again.Size);
    }

    [Fact]
    public async Task A_leaf_that_cannot_be_appended_is_refused_and_the_rest_goes_on()
    {
        await using var log = await OpenAsync();
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("nowhere"u8) };
        var refused = log.AppendAsync(leaf, [], Cancellation);
        await DataDirectory.AppendAsync(log, 1);
        await Assert.ThrowsAsync<ArgumentException>(() => refused);
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(leaf with { Document = null, Inputs = [1] }, [], Cancellation));
        Assert.Equal(1, log.Size);
    }

    [Fact]
    public async Task What_was_erased_is_gone_and_may_come_again()
    {
        await using var log = await OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await log.EraseAsync([Digest.Of("o 1"u8), Digest.Of("never"u8)], Cancellation);
        Assert.Null(await log.ContentAsync(Digest.Of("o 1"u8), Cancellation));
        Assert.Contains("erased", (await VerifyAsync()).Damage!.Problem, StringComparison.Ordinal);
        await DataDirectory.AppendAsync(log, 1);
        Assert.NotNull(await log.ContentAsync(Digest.Of("o 1"u8), Cancellation));
        Assert.Null((await VerifyAsync()).Damage);
    }

    [Fact]
    public async Task A_log_verifies_whole_and_from_a_kept_checkpoint()
    {
        Checkpoint kept;
        await using (var log = await OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
            await log.PublishAsync();
            kept = TreeVerifier.ReadCheckpoint(log.Store, []).Checkpoint;
            for (var i = 0; i < 300; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        var found = await VerifyAsync();
        Assert.Null(found.Damage);
        Assert.Equal(301, found.Leaves);
        Assert.Null((await VerifyAsync(kept)).Damage);
        Assert.Contains("rewritten", (await VerifyAsync(kept with { Root = default })).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains("rolled back", (await VerifyAsync(kept with { Size = 302 })).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains("forked", (await VerifyAsync(kept with { Size = 301 })).Damage!.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leaf")]
    [InlineData("tile")]
    [InlineData("content")]
    public async Task What_somebody_changed_is_named(string what)
    {
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 5; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        await TamperAsync(what, 3);
        LogStore? store = null;
        try
        {
            store = await ReadStoreAsync();
            Assert.Equal(3, (await LogVerifier.VerifyAsync(store, [], null, null, Cancellation)).Damage!.Leaf);
        }
        catch (DamagedLogException)
        {
            // Found before the log could even be read.
        }
        finally
        {
            store?.Dispose();
        }
    }

    [Fact]
    public async Task Proofs_and_bundles_are_made_from_it()
    {
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 20; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        using var store = await ReadStoreAsync();
        Assert.Equal("r7", LeafProof.Parse(LeafProof.Make(store, 7, ["raw"]).Proof.ToBytes()).Verify([]).Leaf.Call);
        var bundle = new MemoryStream();
        BundleWriter.Write(store, _ => true, bundle, Cancellation);
        var found = BundleVerifier.Verify(bundle, [], null, Cancellation);
        Assert.Null(found.Damage);
        Assert.Equal((20, 100), (found.Leaves, found.Contents));
    }

    protected async Task<RecordLog> OpenAsync() => RecordLog.Over(await OpenStoreAsync(), TimeProvider.System);

    private async Task<Verification> VerifyAsync(Checkpoint? from = null)
    {
        using var store = await ReadStoreAsync();
        return await LogVerifier.VerifyAsync(store, [], from, null, Cancellation);
    }
}
