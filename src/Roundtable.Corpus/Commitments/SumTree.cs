using System.Buffers.Binary;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Commitments;

/// <summary>
/// A Merkle sum tree: the shape is that of RFC 6962, and nodes also contain the counts of rows below them by origin, so that an inclusion proof also
/// shows that the counts at the root include the row. A leaf is SHA-256 of 0x00, the salt, the digest of the row and its origin as one byte; a
/// node is SHA-256 of 0x01 and, of the left and then the right child, hash and four counts (unknown, human, synthetic, mixed) of 64 bits
/// each, most significant byte first. docs/formats/scan-commitment.md.
/// </summary>
public sealed class SumTree
{
    private const int NodeBytes = Digest.Length + (4 * sizeof(long));

    private readonly List<(Digest Hash, OriginCounts Counts)> _edge = [];

    /// <summary>The number of rows.</summary>
    public long Size { get; private set; }

    /// <summary>The number of rows of each origin.</summary>
    public OriginCounts Counts { get; private set; }

    /// <summary>Appends a row.</summary>
    public void Append(Digest salt, Digest row, Origin origin)
    {
        var node = (Hash: Leaf(salt, row, origin), Counts: OriginCounts.One(origin));
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            node = Node(_edge[^1], node);
            _edge.RemoveAt(_edge.Count - 1);
        }

        _edge.Add(node);
        Size++;
        Counts += OriginCounts.One(origin);
    }

    /// <summary>The root; without rows it is SHA-256 of the empty string.</summary>
    public Digest Root()
    {
        if (_edge.Count == 0)
        {
            return Digest.Of([]);
        }

        var node = _edge[^1];
        for (var i = _edge.Count - 2; i >= 0; i--)
        {
            node = Node(_edge[i], node);
        }

        return node.Hash;
    }

    private static Digest Leaf(Digest salt, Digest row, Origin origin)
    {
        Span<byte> bytes = stackalloc byte[(2 * Digest.Length) + 2];
        bytes[0] = 0;
        salt.CopyTo(bytes[1..]);
        row.CopyTo(bytes[(1 + Digest.Length)..]);
        bytes[^1] = (byte)origin;
        return Digest.Of(bytes);
    }

    private static (Digest Hash, OriginCounts Counts) Node((Digest Hash, OriginCounts Counts) left, (Digest Hash, OriginCounts Counts) right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * NodeBytes)];
        bytes[0] = 1;
        Write(left, bytes[1..]);
        Write(right, bytes[(1 + NodeBytes)..]);
        return (Digest.Of(bytes), left.Counts + right.Counts);
    }

    private static void Write((Digest Hash, OriginCounts Counts) node, Span<byte> into)
    {
        node.Hash.CopyTo(into);
        var counts = into[Digest.Length..];
        BinaryPrimitives.WriteInt64BigEndian(counts, node.Counts.Unknown);
        BinaryPrimitives.WriteInt64BigEndian(counts[8..], node.Counts.Human);
        BinaryPrimitives.WriteInt64BigEndian(counts[16..], node.Counts.Synthetic);
        BinaryPrimitives.WriteInt64BigEndian(counts[24..], node.Counts.Mixed);
    }
}
