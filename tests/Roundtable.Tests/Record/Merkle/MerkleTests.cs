using FsCheck;
using FsCheck.Fluent;
using Roundtable.Record.Merkle;

namespace Roundtable.Tests.Record.Merkle;

public sealed class MerkleTests
{
    // The leaves and hashes with which the certificate-transparency project tests its trees.
    private static readonly byte[][] Leaves =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Roots_are_those_of_certificate_transparency()
    {
        var tree = new CompactRange();
        for (var n = 0; n <= Leaves.Length; n++)
        {
            Assert.Equal(Roots[n], Convert.ToHexStringLower(tree.Root()));
            Assert.Equal(n, tree.Size);
            if (n < Leaves.Length)
            {
                tree.Append(MerkleTree.LeafHash(Leaves[n]));
            }
        }
    }

    [Theory]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Inclusion_proofs_are_those_of_certificate_transparency(int index, int size, string expected)
    {
        var proof = InclusionProof.Make(index, size, Hash(Leaves));
        Assert.Equal(expected, string.Join(' ', proof.Select(Convert.ToHexStringLower)));
        Assert.True(InclusionProof.Verify(MerkleTree.LeafHash(Leaves[index]), index, size, proof, Convert.FromHexString(Roots[size])));
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Consistency_proofs_are_those_of_certificate_transparency(int first, int second, string expected)
    {
        var proof = ConsistencyProof.Make(first, second, Hash(Leaves));
        Assert.Equal(expected, string.Join(' ', proof.Select(Convert.ToHexStringLower)));
        Assert.True(ConsistencyProof.Verify(first, second, Convert.FromHexString(Roots[first]), Convert.FromHexString(Roots[second]), proof));
    }

    [Fact]
    public void Roots_and_proofs_of_all_small_trees_are_those_of_the_recursion()
    {
        var leaves = Enumerable.Range(0, 40).Select(i => BitConverter.GetBytes(i)).ToArray();
        for (var n = 1; n <= leaves.Length; n++)
        {
            var tree = leaves[..n];
            var root = NaiveTree.Hash(tree);
            Assert.Equal(root, Grow(tree).Root());
            for (var m = 0; m < n; m++)
            {
                var path = InclusionProof.Make(m, n, Hash(tree));
                Assert.Equal(NaiveTree.Path(m, tree), path);
                Assert.True(InclusionProof.Verify(MerkleTree.LeafHash(tree[m]), m, n, path, root));

                var proof = ConsistencyProof.Make(m + 1, n, Hash(tree));
                Assert.Equal(NaiveTree.Proof(m + 1, tree), proof);
                Assert.True(ConsistencyProof.Verify(m + 1, n, NaiveTree.Hash(tree.AsSpan(0, m + 1)), root, proof));
            }
        }
    }

    [Fact]
    public void A_proof_with_any_change_is_refused()
    {
        Prop.ForAll(Gen.Choose(2, 200).SelectMany(n => Gen.Choose(0, n - 1).SelectMany(m => Gen.Choose(0, 10_000).Select(x => (n, m, x)))).ToArbitrary(), c =>
        {
            var tree = Enumerable.Range(0, c.n).Select(i => BitConverter.GetBytes(i)).ToArray();
            var root = Grow(tree).Root();
            var leaf = MerkleTree.LeafHash(tree[c.m]);
            var path = InclusionProof.Make(c.m, c.n, Hash(tree));
            var proof = ConsistencyProof.Make(c.m + 1, c.n, Hash(tree));
            var before = Grow(tree[..(c.m + 1)]).Root();
            return InclusionProof.Verify(leaf, c.m, c.n, path, root)
                && !InclusionProof.Verify(leaf, c.m, c.n, Flip(path, c.x), root)
                && !InclusionProof.Verify(leaf, c.m, c.n, [.. path, path[0]], root)
                && !InclusionProof.Verify(leaf, c.m, c.n, path[1..], root)
                && !InclusionProof.Verify(leaf, (c.m + 1) % c.n, c.n, path, root)
                && !InclusionProof.Verify(leaf, c.n, c.n, path, root)
                && !InclusionProof.Verify(root, c.m, c.n, path, root)
                && ConsistencyProof.Verify(c.m + 1, c.n, before, root, proof)
                && !ConsistencyProof.Verify(c.m + 1, c.n, Flip([before], c.x)[0], root, proof)
                && !ConsistencyProof.Verify(c.m + 1, c.n, before, Flip([root], c.x)[0], proof)
                && !ConsistencyProof.Verify(c.m + 1, c.n, before, root, [.. proof, leaf])
                && (proof.Length == 0 || !ConsistencyProof.Verify(c.m + 1, c.n, before, root, Flip(proof, c.x)))
                && (proof.Length == 0 || !ConsistencyProof.Verify(c.m + 1, c.n, before, root, proof[1..]));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>
    /// An inner node passes for a leaf, and the rest of its path for a proof, unless the proof's length is held against the tree's size: in a tree of eight
    /// the node over leaves 4 and 5 would be the leaf 2.
    /// </summary>
    [Theory]
    [InlineData(8, 5)]
    [InlineData(7, 6)]
    [InlineData(200, 130)]
    public void An_inclusion_proof_too_short_for_its_size_is_refused(int size, int index)
    {
        var leaves = Enumerable.Range(0, size).Select(BitConverter.GetBytes).ToArray();
        var root = Grow(leaves).Root();
        var path = InclusionProof.Make(index, size, Hash(leaves));
        for (var height = 1; height <= path.Length; height++)
        {
            var first = index >> height << height;
            var node = Hash(leaves)(first, Math.Min(1 << height, size - first));
            Assert.False(InclusionProof.Verify(node, index >> height, size, path[height..], root));
        }

        Assert.False(InclusionProof.Verify(root, 0, size, [], root));
        Assert.True(InclusionProof.Verify(MerkleTree.LeafHash(leaves[index]), index, size, path, root));
    }

    /// <summary>Both roots fit the hashes here; only the size says that the tree must be higher.</summary>
    [Fact]
    public void A_consistency_proof_too_short_for_its_size_is_refused()
    {
        var leaves = Enumerable.Range(0, 4).Select(BitConverter.GetBytes).ToArray();
        var (first, second) = (Grow(leaves[..2]).Root(), Grow(leaves).Root());
        var proof = ConsistencyProof.Make(2, 4, Hash(leaves));
        Assert.True(ConsistencyProof.Verify(2, 4, first, second, proof));
        Assert.False(ConsistencyProof.Verify(2, 5, first, second, proof));
        Assert.False(ConsistencyProof.Verify(2, 8, first, second, proof));
    }

    /// <summary>Without the checks each of these would verify: a tree of one leaf has its hash for a root, and equal trees have equal roots.</summary>
    [Fact]
    public void What_is_not_in_a_tree_is_refused_even_where_the_hashes_fit()
    {
        var leaf = MerkleTree.LeafHash("leaf"u8);
        Assert.True(InclusionProof.Verify(leaf, 0, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, 1, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, -1, 1, [], leaf));
        Assert.False(InclusionProof.Verify("short"u8, 0, 1, [], "short"u8));
        Assert.True(ConsistencyProof.Verify(2, 2, leaf, leaf, []));
        Assert.False(ConsistencyProof.Verify(2, 2, leaf, leaf, [leaf]));
        Assert.False(ConsistencyProof.Verify(2, 1, leaf, leaf, []));
        Assert.False(ConsistencyProof.Verify(0, 0, leaf, leaf, []));
    }

    [Fact]
    public void Proofs_without_hashes_or_with_hashes_of_another_length_are_refused()
    {
        var leaves = Enumerable.Range(0, 4).Select(BitConverter.GetBytes).ToArray();
        byte[] Root(int size) => Grow(leaves[..size]).Root();
        Assert.False(ConsistencyProof.Verify(3, 4, Root(3), Root(4), []));
        Assert.False(ConsistencyProof.Verify(2, 4, Root(2).AsSpan(0, 31), Root(4), ConsistencyProof.Make(2, 4, Hash(leaves))));
        Assert.False(ConsistencyProof.Verify(2, 4, Root(2), Root(4), [new byte[31]]));
        Assert.False(InclusionProof.Verify(MerkleTree.LeafHash(leaves[0]), 0, 2, [new byte[33]], Root(2)));
    }

    [Fact]
    public void What_is_not_in_a_tree_has_no_proof()
    {
        SubtreeHash never = (_, _) => throw new InvalidOperationException("No hash is needed to refuse this.");
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Make(-1, 4, never));
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Make(4, 4, never));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Make(0, 4, never));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Make(5, 4, never));
        Assert.Throws<ArgumentException>(() => new CompactRange().Append(new byte[31]));
        Assert.Throws<ArgumentException>(() => RangeProof.Root(0, [], never));
        Assert.Throws<ArgumentException>(() => LeafHashes.Compute([default, default], new byte[63]));
        Assert.Throws<ArgumentException>(() => NodeHashes.Compute(new byte[64], new byte[31]));
        Assert.Throws<ArgumentException>(() => NodeHashes.Compute(new byte[96], new byte[64]));
    }

    /// <summary>Short leaves are hashed on the stack.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Leaves_of_any_length_have_the_hash_of_a_zero_and_their_bytes(int length)
    {
        var leaf = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        Assert.Equal(System.Security.Cryptography.SHA256.HashData([0, .. leaf]), MerkleTree.LeafHash(leaf));
    }

    private static byte[][] Flip(byte[][] proof, int bit)
    {
        byte[][] copy = [.. proof.Select(h => h.ToArray())];
        copy[bit / 256 % copy.Length][bit / 8 % 32] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    private static CompactRange Grow(byte[][] leaves)
    {
        var tree = new CompactRange();
        foreach (var leaf in leaves)
        {
            tree.Append(MerkleTree.LeafHash(leaf));
        }

        return tree;
    }

    private static SubtreeHash Hash(byte[][] leaves) => (start, count) => Grow(leaves[(int)start..(int)(start + count)]).Root();
}
