using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>A data directory of the first layout, written here as that layout's own format page described it.</summary>
public sealed class LogUpgradeTests : IDisposable
{
    private readonly DataDirectory _data = new();
    private readonly CompactRange _tree = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(700, 650)]
    public async Task Leaves_keep_their_bytes_and_places(int leaves, int checkpointed)
    {
        await MakeAsync(leaves, checkpointed, torn: true);
        Assert.Contains("earlier version", (await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage!.Problem, StringComparison.Ordinal);
        await using (var log = await _data.OpenAsync())
        {
            Assert.Equal(leaves, log.Size);
            Assert.Equal(new Digest(_tree.Root()), log.Root);
            Assert.Equal(leaves, (await DataDirectory.AppendAsync(log, leaves)).Leaf);
            var read = await log.ReadAsync(0, default).ToListAsync();
            Assert.Equal(Enumerable.Range(0, leaves).Select(i => (1, $"r{i}")).Append((3, $"r{leaves}")), read.Select(l => (l.Leaf.Version, l.Leaf.Call!)));
        }

        Assert.False(File.Exists(Path.Combine(_data.Path, "log", "leaves")));
        var found = await LogVerifier.VerifyAsync(_data.Path, null, default);
        Assert.Null(found.Damage);
        Assert.Equal("roundtable/0123456789abcdef", found.SignedBy!.Name);
    }

    [Fact]
    public async Task An_old_log_that_is_not_what_its_checkpoint_says_is_left_as_it_is()
    {
        await MakeAsync(5, 5, torn: false);
        var path = Path.Combine(_data.Path, "log", "leaves");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await Assert.ThrowsAsync<DamagedLogException>(_data.OpenAsync);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    private async Task MakeAsync(int leaves, int checkpointed, bool torn)
    {
        var log = Directory.CreateDirectory(Path.Combine(_data.Path, "log")).FullName;
        var file = new MemoryStream();
        var root = _tree.Root();
        for (var i = 0; i < leaves; i++)
        {
            var leaf = Encoding.UTF8.GetBytes($$"""{"call":"r{{i}}","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":1}""");
            file.Write([(byte)(leaf.Length >> 8), (byte)leaf.Length]);
            file.Write(leaf);
            _tree.Append(MerkleTree.LeafHash(leaf));
            root = i + 1 == checkpointed ? _tree.Root() : root;
        }

        file.Write(torn ? [0, 200, 1] : []);
        await File.WriteAllBytesAsync(Path.Combine(log, "leaves"), file.ToArray());
        await File.WriteAllBytesAsync(_data.Checkpoint, new Checkpoint("roundtable/0123456789abcdef", checkpointed, new Digest(root)).ToBytes());
    }
}
