using System.Formats.Tar;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Record.Storage;

namespace Roundtable.Tests.Record.Bundles;

public sealed class BundleTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(300)]
    public async Task A_bundle_verifies_by_itself_and_holds_the_contents_that_were_chosen(int leaves)
    {
        await _data.FillAsync(leaves);
        var bundle = Write(l => l.Index == 0);
        var found = Verify(bundle);
        Assert.Null(found.Damage);
        using var store = FileStore.OpenReadOnly(_data.Path);
        Assert.Equal((leaves, store.Head.Root, 5), (found.Leaves, found.Root, found.Contents));
        Assert.Equal(bundle, Write(l => l.Index == 0));
        var text = System.Text.Encoding.Latin1.GetString(bundle);
        Assert.Contains("o 0", text, StringComparison.Ordinal);
        // With its quotation marks: two letters alone turn up in hashes now and then.
        Assert.Equal(leaves == 1, !text.Contains("\"r1\"", StringComparison.Ordinal));
        Assert.Equal(0, Verify(Write(_ => false)).Contents);
        Assert.Equal(5 * leaves, Verify(Write(_ => true)).Contents);
    }

    [Fact]
    public async Task Any_tar_reads_it()
    {
        await _data.FillAsync(3);
        using var reader = new TarReader(new MemoryStream(Write(_ => true)));
        List<string> names = [];
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
            if (entry.Name.StartsWith("content/", StringComparison.Ordinal))
            {
                var content = new byte[entry.Length];
                await entry.DataStream!.ReadExactlyAsync(content);
                Assert.Equal(entry.Name["content/".Length..], Digest.Of(content).ToString());
            }
        }

        Assert.Equal(["checkpoint", "keys", "tile/0/000.p/3", "tile/entries/000.p/3"], names.Take(4));
        Assert.Equal(4 + 15, names.Count);
    }

    [Fact]
    public async Task Every_flipped_bit_and_every_cut_is_found()
    {
        await _data.FillAsync(2);
        var good = Write(l => l.Index == 1);
        var random = new Random(2);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = good.ToArray();
            bad[i] ^= (byte)(1 << random.Next(8));
            Assert.True(Verify(bad).Damage is not null, $"byte {i}");
        }

        for (var cut = 0; cut < good.Length; cut += 97)
        {
            Assert.NotNull(Verify(good[..cut]).Damage);
        }

        Assert.NotNull(Verify([.. good, 0]).Damage);
        Assert.Null(Verify(good).Damage);
    }

    [Fact]
    public async Task A_content_that_no_leaf_commits_to_and_a_missing_tile_are_named()
    {
        await _data.FillAsync(2);
        var good = Write(_ => false);
        var end = good.Length - Archive.EndBytes;
        byte[] smuggled = [.. good[..end], .. Archive.Header("content/" + Digest.Of("x"u8), 1), (byte)'x', .. new byte[511], .. new byte[Archive.EndBytes]];
        Assert.Contains("no leaf", Verify(smuggled).Damage!.Problem, StringComparison.Ordinal);
        byte[] stranger = [.. good[..end], .. Archive.Header("tile/9/000", 0), .. new byte[Archive.EndBytes]];
        Assert.Equal("tile/9/000", Verify(stranger).Damage!.File);
        var bundle = new MemoryStream(good);
        var tiles = BundleReader.Open(bundle).Names.First(n => n.StartsWith("tile/0", StringComparison.Ordinal));
        var at = good.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(tiles));
        byte[] without = [.. good[..at], .. good[(at + 1024)..]];
        Assert.Equal(tiles, Verify(without).Damage!.File);
    }

    [Fact]
    public async Task A_kept_checkpoint_is_one_that_the_log_goes_on_from()
    {
        await _data.FillAsync(2);
        var kept = SignedCheckpoint.Parse(await File.ReadAllBytesAsync(_data.Checkpoint)).Checkpoint;
        await _data.FillAsync(300);
        var bundle = Write(_ => false);
        Assert.Null(Verify(bundle, kept).Damage);
        Assert.Contains("rewritten", Verify(bundle, kept with { Root = Digest.Of("other"u8) }).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains("rolled back", Verify(bundle, kept with { Size = 400 }).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains("forked", Verify(bundle, kept with { Size = 302 }).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains("another log", Verify(bundle, kept with { Origin = "elsewhere" }).Damage!.Problem, StringComparison.Ordinal);
    }

    private byte[] Write(Func<LoggedLeaf, bool> shown)
    {
        using var store = FileStore.OpenReadOnly(_data.Path);
        var bundle = new MemoryStream();
        BundleWriter.Write(store, shown, bundle, default);
        return bundle.ToArray();
    }

    private static Verification Verify(byte[] bundle, Checkpoint? from = null) => BundleVerifier.Verify(new MemoryStream(bundle), [], from, default);
}
