using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Roundtable.Record.Merkle;

namespace Roundtable.Tests.Record.Merkle;

/// <summary>Hashes side by side are those that .NET makes one by one, at every width that the processor has.</summary>
public sealed class Sha256LanesTests
{
    [Fact]
    public void Sixteen_lanes() => Check<VectorLanes<Vector512<uint>, WordVector512>>();

    [Fact]
    public void Eight_lanes() => Check<VectorLanes<Vector256<uint>, WordVector256>>();

    [Fact]
    public void Four_lanes_of_ARM() => Check<ArmLanes>();

    [Fact]
    public void Every_number_of_nodes_and_leaves_is_hashed_as_one_by_one()
    {
        for (var count = 0; count <= 50; count++)
        {
            var children = Bytes(count * 64, count);
            var parents = new byte[count * 32];
            NodeHashes.Compute(children, parents);
            Assert.Equal(Nodes(children), parents);
            ReadOnlyMemory<byte>[] leaves = [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Bytes(i * 7 % 150, i))];
            Assert.Equal(Leaves(leaves), LeafHashes.Of(leaves));
        }
    }

    private static void Check<TLanes>()
        where TLanes : ISha256Lanes
    {
        Assert.SkipUnless(TLanes.IsSupported, "This processor has not what it needs.");
        var children = Bytes(64 * ((3 * TLanes.Count) + 1), 1);
        var parents = new byte[children.Length / 2];
        ReadOnlySpan<byte> left = children;
        Span<byte> room = parents;
        NodeHashes.SideBySide<TLanes>(ref left, ref room);
        Assert.Equal((64, 32), (left.Length, room.Length));
        Assert.Equal(Nodes(children[..^64]), parents[..^32]);

        // Lengths around the ends of blocks and of paddings, alike and mixed; the last ones do not fill the lanes.
        foreach (var step in (int[])[0, 1, 5, 64, 301])
        {
            for (var first = 0; first < 140; first++)
            {
                ReadOnlyMemory<byte>[] leaves = [.. Enumerable.Range(0, TLanes.Count + 1).Select(i => (ReadOnlyMemory<byte>)Bytes(first + (i * step % 700), first + i))];
                var hashes = new byte[leaves.Length * 32];
                ReadOnlySpan<ReadOnlyMemory<byte>> rest = leaves;
                room = hashes;
                LeafHashes.SideBySide<TLanes>(ref rest, ref room);
                Assert.Equal((1, 32), (rest.Length, room.Length));
                Assert.Equal(Leaves(leaves)[..^32], hashes[..^32]);
            }
        }
    }

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Nodes(byte[] children) => [.. children.Chunk(64).SelectMany(pair => SHA256.HashData([1, .. pair]))];

    private static byte[] Leaves(ReadOnlyMemory<byte>[] leaves) => [.. leaves.SelectMany(leaf => SHA256.HashData([0, .. leaf.Span]))];
}
