using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;
using Roundtable.Tests.Record.Merkle;

namespace Roundtable.Tests.Record.Tiles;

/// <summary>The tree over tiles against RFC 6962 as it is written there.</summary>
public sealed class TileTreeTests
{
    private readonly Dictionary<TilePath, byte[]> _tiles = [];

    [Fact]
    public void Every_size_has_the_root_and_proofs_that_the_RFC_gives()
    {
        var leaves = Leaves(70);
        for (var size = 0; size <= leaves.Length; size++)
        {
            var tree = Grow(leaves[..size], 7);
            Assert.Equal(NaiveTree.Hash(leaves.AsSpan(0, size)), tree.Root());
            for (var index = 0; index < size; index++)
            {
                Assert.Equal(NaiveTree.Path(index, leaves.AsSpan(0, size)), tree.ProveInclusion(index, size));
            }

            for (var first = 1; first <= size; first++)
            {
                Assert.Equal(NaiveTree.Proof(first, leaves.AsSpan(0, size)), tree.ProveConsistency(first, size));
            }
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(512)]
    [InlineData(66_000)]
    [InlineData(70_000)]
    public void Across_tiles_it_agrees_with_the_compact_range_and_its_proofs_verify(int size)
    {
        var leaves = Leaves(size);
        var tree = Grow(leaves, 997);
        var range = new CompactRange();
        foreach (var leaf in leaves)
        {
            range.Append(MerkleTree.LeafHash(leaf));
        }

        Assert.Equal(range.Root(), tree.Root());
        var loaded = TileTree.Load(size, path => _tiles.GetValueOrDefault(path) ?? tree.Edge().FirstOrDefault(e => e.Path == path).Hashes);
        Assert.Equal(range.Root(), loaded.Root());
        var random = new Random(size);
        for (var i = 0; i < 200; i++)
        {
            var index = random.Next(size);
            var at = random.Next(index + 1, size + 1);
            var root = loaded.Hash(0, at);
            Assert.True(InclusionProof.Verify(MerkleTree.LeafHash(leaves[index]), index, at, loaded.ProveInclusion(index, at), root));
            Assert.True(ConsistencyProof.Verify(at, size, root, tree.Root(), loaded.ProveConsistency(at, size)));
            Assert.InRange(loaded.ProveInclusion(index, at).Length, 0, 2 * Math.Log2(size));
        }
    }

    [Fact]
    public void The_tiles_of_a_log_are_exactly_those_that_its_size_demands()
    {
        foreach (var size in (int[])[1, 255, 256, 257, 65_535, 65_536, 65_537])
        {
            _tiles.Clear();
            var tree = Grow(Leaves(size), 1000);
            Assert.Equal(
                TilePath.Of(size).Where(t => !t.IsEntries).ToHashSet(),
                _tiles.Keys.Concat(tree.Edge().Select(e => e.Path)).ToHashSet());
        }
    }

    [Fact]
    public void A_missing_or_malformed_tile_is_named()
    {
        var tree = Grow(Leaves(300), 300);
        var missing = Assert.Throws<FormatException>(() => TileTree.Load(300, _ => null));
        Assert.Contains("tile/0/001.p/44 is missing", missing.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => TileTree.Load(300, _ => new byte[31]));
        var loaded = TileTree.Load(300, path => tree.Edge().FirstOrDefault(e => e.Path == path).Hashes);
        Assert.Contains("tile/0/000", Assert.Throws<FormatException>(() => loaded.LeafHash(3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(32)]
    [InlineData(34)]
    [InlineData(510)]
    public void Nodes_hashed_side_by_side_are_those_hashed_alone(int count)
    {
        var children = new byte[count * MerkleTree.HashLength];
        new Random(count).NextBytes(children);
        var parents = new byte[children.Length / 2];
        NodeHashes.Compute(children, parents);
        var alone = new byte[MerkleTree.HashLength];
        for (var i = 0; i < count / 2; i++)
        {
            MerkleTree.NodeHash(children.AsSpan(64 * i, 32), children.AsSpan((64 * i) + 32, 32), alone);
            Assert.Equal(alone, parents[(32 * i)..(32 * (i + 1))]);
        }
    }

    [Fact]
    public void Leaves_hashed_side_by_side_are_those_hashed_alone()
    {
        var random = new Random(9);
        foreach (var longest in (int[])[1, 60, 130, 1000])
        {
            for (var count = 0; count < 50; count++)
            {
                var leaves = Enumerable.Range(0, count).Select(_ => new byte[random.Next(longest)]).ToArray();
                Array.ForEach(leaves, random.NextBytes);
                var hashes = new byte[count * MerkleTree.HashLength];
                LeafHashes.Compute(leaves.Select(l => (ReadOnlyMemory<byte>)l).ToArray(), hashes);
                Assert.Equal(leaves.SelectMany(l => MerkleTree.LeafHash(l)), hashes);
            }
        }

        // Every length around the ends of blocks, where the padding goes over into another one.
        var all = Enumerable.Range(0, 16 * 14).Select(i => new byte[i]).ToArray();
        Array.ForEach(all, random.NextBytes);
        var together = new byte[all.Length * MerkleTree.HashLength];
        LeafHashes.Compute(all.Select(l => (ReadOnlyMemory<byte>)l).ToArray(), together);
        Assert.Equal(all.SelectMany(l => MerkleTree.LeafHash(l)), together);
    }

    private static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(BitConverter.GetBytes)];

    private TileTree Grow(byte[][] leaves, int batch)
    {
        var tree = TileTree.Load(0, path => _tiles.GetValueOrDefault(path));
        foreach (var chunk in leaves.Chunk(batch))
        {
            tree.Append(chunk.SelectMany(l => MerkleTree.LeafHash(l)).ToArray(), (path, hashes) => _tiles[path] = hashes.ToArray());
        }

        return tree;
    }
}
