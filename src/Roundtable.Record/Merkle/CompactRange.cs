using System.Numerics;

namespace Roundtable.Record.Merkle;

/// <summary>
/// The compact range of a growing tree: the root hashes of its perfect subtrees, largest first, one for each bit set in the size.
/// They determine the root, so memory grows with the logarithm of the size.
/// </summary>
public sealed class CompactRange
{
    private readonly byte[] _edge = new byte[64 * MerkleTree.HashLength];

    /// <summary>Number of leaves in the tree.</summary>
    public long Size { get; private set; }

    /// <summary>Appends a leaf by its hash.</summary>
    /// <exception cref="ArgumentException">When <paramref name="leafHash"/> is not 32 bytes long.</exception>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        if (leafHash.Length != MerkleTree.HashLength)
        {
            throw new ArgumentException($"A leaf hash must have {MerkleTree.HashLength} bytes, not {leafHash.Length}.", nameof(leafHash));
        }

        Span<byte> hash = stackalloc byte[MerkleTree.HashLength];
        leafHash.CopyTo(hash);
        var top = BitOperations.PopCount((ulong)Size);
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            MerkleTree.NodeHash(Edge(--top), hash, hash);
        }

        hash.CopyTo(Edge(top));
        Size++;
    }

    /// <summary>The RFC 6962 tree hash.</summary>
    public byte[] Root()
    {
        var top = BitOperations.PopCount((ulong)Size);
        if (top == 0)
        {
            return MerkleTree.EmptyRoot();
        }

        var root = Edge(--top).ToArray();
        while (top > 0)
        {
            MerkleTree.NodeHash(Edge(--top), root, root);
        }

        return root;
    }

    private Span<byte> Edge(int index) => _edge.AsSpan(index * MerkleTree.HashLength, MerkleTree.HashLength);
}
