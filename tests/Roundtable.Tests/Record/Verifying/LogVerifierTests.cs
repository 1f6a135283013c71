using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Record.Storage;

namespace Roundtable.Tests.Record.Verifying;

public sealed class LogVerifierTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_log_in_order_is_found_in_order()
    {
        Assert.Equal((0, null), await LeavesAsync());
        await _data.FillAsync(0);
        Assert.Equal((0, null), await LeavesAsync());
        await _data.FillAsync(300);
        var found = await LogVerifier.VerifyAsync(_data.Path, null, default);
        Assert.Null(found.Damage);
        Assert.Equal((300, 1500, 0), (found.Leaves, found.Contents, found.Erased));
        await using var log = await _data.OpenAsync();
        Assert.Equal(log.Root, found.Root);

        async Task<(long, DamagedLogException?)> LeavesAsync() =>
            await LogVerifier.VerifyAsync(_data.Path, null, default) is var f ? (f.Leaves, f.Damage) : default;
    }

    /// <summary>Who trusts two logs must not take the one's signature for the other's.</summary>
    [Fact]
    public async Task A_trusted_key_of_another_origin_does_not_vouch_for_a_log()
    {
        await _data.FillAsync(3);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var signed = TreeVerifier.ReadCheckpoint(store, []);
        var other = SigningKey.New("example.org/other-log");
        await File.WriteAllBytesAsync(_data.Checkpoint, SignedNote.Sign(signed.Note.Text, other).ToBytes());
        foreach (var trusted in (VerifierKey[][])[[other.Verifier], [signed.SignedBy!, other.Verifier]])
        {
            var found = await LogVerifier.VerifyAsync(store, trusted, null, null, default);
            Assert.Contains("not signed", found.Damage!.Problem, StringComparison.Ordinal);
            Assert.Null(found.SignedBy);
        }

        await File.WriteAllBytesAsync(_data.Checkpoint, [.. signed.Note.ToBytes(), .. DataDirectory.Bytes(other.Sign(signed.Note.Text).ToString())]);
        Assert.Equal(signed.SignedBy, (await LogVerifier.VerifyAsync(store, [other.Verifier, signed.SignedBy!], null, null, default)).SignedBy);
    }

    [Fact]
    public async Task Every_flipped_bit_of_leaves_contents_and_checkpoint_is_found()
    {
        await _data.FillAsync(2);
        var random = new Random(1);
        foreach (var file in new[] { _data.Tile("entries/000.p/2"), _data.Tile("0/000.p/2"), _data.Pack(), _data.Checkpoint, _data.End })
        {
            var good = await File.ReadAllBytesAsync(file);
            for (var i = 0; i < good.Length; i++)
            {
                var bad = good.ToArray();
                bad[i] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, bad);
                var found = await LogVerifier.VerifyAsync(_data.Path, null, default);
                Assert.True(found.Damage is not null, $"byte {i} of {file}");
            }

            await File.WriteAllBytesAsync(file, good);
        }

        Assert.Null((await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage);
    }

    [Fact]
    public async Task A_changed_content_is_named_with_the_leaf_that_needs_it()
    {
        await _data.FillAsync(5);
        var bytes = await File.ReadAllBytesAsync(_data.Pack());
        bytes[bytes.AsSpan().IndexOf("o 3"u8)] ^= 1;
        await File.WriteAllBytesAsync(_data.Pack(), bytes);
        var damage = (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!;
        Assert.Equal(3, damage.Leaf);
        Assert.Contains($"output, the content {Digest.Of("o 3"u8)}", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leaf_that_was_rewritten_is_named()
    {
        await _data.FillAsync(5);
        var bundle = _data.Tile("entries/000.p/5");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.AsSpan().IndexOf("\"r3\""u8) + 2] = (byte)'7';
        await File.WriteAllBytesAsync(bundle, bytes);
        var damage = (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!;
        Assert.Equal("tile/0/000.p/5", damage.File);
        Assert.Equal(3, damage.Leaf);
        Assert.Contains("does not match its entry", damage.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entries/000.p/5")]
    [InlineData("0/000.p/5")]
    public async Task A_truncated_log_is_named(string tile)
    {
        await _data.FillAsync(5);
        var bytes = await File.ReadAllBytesAsync(_data.Tile(tile));
        for (var cut = 0; cut < bytes.Length; cut += 13)
        {
            await File.WriteAllBytesAsync(_data.Tile(tile), bytes[..cut]);
            Assert.Contains("tile", (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!.Message, StringComparison.Ordinal);
        }

        File.Delete(_data.Tile(tile));
        Assert.Contains("tile", (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_rolled_back_to_an_older_copy_is_found_by_whoever_kept_a_checkpoint()
    {
        await _data.FillAsync(3);
        using var older = _data.Snapshot();
        await _data.FillAsync(2);
        var kept = SignedCheckpoint.Parse(await File.ReadAllBytesAsync(_data.Checkpoint)).Checkpoint;
        using var store = FileStore.OpenReadOnly(older.Path);
        Assert.Null((await LogVerifier.VerifyAsync(store, [], null, null, default)).Damage);
        Assert.Contains("rolled back", (await LogVerifier.VerifyAsync(store, [], kept, null, default)).Damage!.Problem, StringComparison.Ordinal);

        // The copy goes on, as if nothing had been: two logs of one origin and size, both signed.
        await older.FillAsync(2);
        using var fork = FileStore.OpenReadOnly(older.Path);
        Assert.Null((await LogVerifier.VerifyAsync(fork, [], null, null, default)).Damage);
        Assert.Contains("forked", (await LogVerifier.VerifyAsync(fork, [], kept, null, default)).Damage!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_erased_must_be_named_by_a_later_deletion()
    {
        await _data.FillAsync(3);
        var erased = Digest.Of("o 1"u8);
        await using (var log = await _data.OpenAsync())
        {
            await log.EraseAsync([erased], default);
            var damage = (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!;
            Assert.Equal(1, damage.Leaf);
            Assert.Contains("erased", damage.Problem, StringComparison.Ordinal);

            var list = CanonicalJson.Write(new JsonArray(erased.ToString()));
            await log.AppendAsync(new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(list) }, [list], default);
        }

        var found = await LogVerifier.VerifyAsync(_data.Path, null, default);
        Assert.Null(found.Damage);
        Assert.Equal(1, found.Erased);
    }

    [Fact]
    public async Task Every_leaf_is_reported_to_whoever_waits()
    {
        await _data.FillAsync(2);
        var seen = new Seen();
        await LogVerifier.VerifyAsync(_data.Path, seen, default);
        Assert.Equal(2, seen.Last);
    }

    private sealed class Seen : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
