using System.Buffers.Binary;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Sums;

/// <summary>A row as a block has it.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Bytes">Its size, rounded up.</param>
/// <param name="Tokens">Its tokens, rounded up.</param>
/// <param name="Commitment">The salted commitment to its content.</param>
public readonly record struct BlockRow(int Class, long Bytes, long Tokens, Digest Commitment);

/// <summary>What a leaf states of a row beside its commitment: the sizes of the rows before it in its class and block.</summary>
/// <param name="Bytes">Bytes before it.</param>
/// <param name="Tokens">Tokens before it.</param>
public readonly record struct RowStart(long Bytes, long Tokens);

/// <summary>
/// Up to 64 rows of a sum tree, by class. Only the sums of all are ever shown: a leaf states where its row starts within its class, and the next one's start
/// is its end. So the sums decide the class of every place, and sizes add up to them by telescoping, whatever they are; nothing is shown of other rows.
/// </summary>
public sealed class RowBlock
{
    /// <summary>The number of rows of every block but the last.</summary>
    public const int Size = 64;

    private const byte CommitmentTag = 0;
    private const byte LeafTag = 1;
    private const byte NodeTag = 2;

    private readonly Digest[] _leaves;
    private readonly RowStart[] _starts;

    /// <summary>Makes a block.</summary>
    /// <param name="rows">Its rows, one to 64, ascending by class.</param>
    /// <exception cref="OverflowException">When sizes overflow.</exception>
    public RowBlock(IReadOnlyList<BlockRow> rows)
    {
        (_leaves, _starts) = (new Digest[rows.Count], new RowStart[rows.Count]);
        List<ClassAmount> sums = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var one = new Amount(1, row.Bytes, row.Tokens);
            var isNext = sums.Count > 0 && sums[^1].Class == row.Class;
            var before = isNext ? sums[^1].Amount : default;
            _starts[i] = new RowStart(before.Bytes, before.Tokens);
            _leaves[i] = Leaf(row.Class, _starts[i], row.Commitment);
            if (isNext)
            {
                sums[^1] = new ClassAmount(row.Class, before + one);
            }
            else
            {
                sums.Add(new ClassAmount(row.Class, one));
            }
        }

        Node = SumNode.Block(Subtree(0, _leaves.Length), new ClassSums((IReadOnlyList<ClassAmount>)sums));
    }

    /// <summary>The block as a node of the tree.</summary>
    public SumNode Node { get; }

    /// <summary>Where a row starts within its class.</summary>
    public RowStart Start(int position) => _starts[position];

    /// <summary>The hashes beside the way from a row to the root over the block's rows, nearest first.</summary>
    public IReadOnlyList<Digest> Path(int position)
    {
        List<Digest> down = [];
        var (start, count) = (0, _leaves.Length);
        while (count > 1)
        {
            var left = (int)TreeShape.Left(count);
            if (position - start < left)
            {
                down.Add(Subtree(start + left, count - left));
                count = left;
            }
            else
            {
                down.Add(Subtree(start, left));
                (start, count) = (start + left, count - left);
            }
        }

        down.Reverse();
        return down;
    }

    /// <summary>The commitment to a row: SHA-256 of 0x00, its salt of 16 bytes and the digest of its content.</summary>
    public static Digest Commit(ReadOnlySpan<byte> salt, Digest content)
    {
        Span<byte> bytes = stackalloc byte[1 + RowSecrets.SaltLength + Digest.Length];
        bytes[0] = CommitmentTag;
        salt[..RowSecrets.SaltLength].CopyTo(bytes[1..]);
        content.CopyTo(bytes[(1 + RowSecrets.SaltLength)..]);
        return Digest.Of(bytes);
    }

    /// <summary>A leaf: SHA-256 of 0x01, the class as 32 bits, where the row starts as twice 64 bits, and the commitment to it.</summary>
    public static Digest Leaf(int number, RowStart start, Digest commitment)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(int) + (2 * sizeof(long)) + Digest.Length];
        bytes[0] = LeafTag;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[5..], start.Bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[13..], start.Tokens);
        commitment.CopyTo(bytes[21..]);
        return Digest.Of(bytes);
    }

    /// <summary>A node between rows and block: SHA-256 of 0x02, left and right.</summary>
    public static Digest Inner(Digest left, Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Digest.Length)];
        bytes[0] = NodeTag;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest.Length)..]);
        return Digest.Of(bytes);
    }

    /// <summary>The root that a leaf and the hashes beside its way lead to.</summary>
    /// <exception cref="FormatException">When there are more or fewer hashes than the way has steps.</exception>
    public static Digest Root(Digest leaf, int position, int count, IReadOnlyList<Digest> path)
    {
        var sides = TreeShape.Sides(position, count);
        if (position < 0 || position >= count || sides.Count != path.Count)
        {
            throw new FormatException("its way within its block has another length");
        }

        for (var i = 0; i < path.Count; i++)
        {
            leaf = sides[i] ? Inner(leaf, path[i]) : Inner(path[i], leaf);
        }

        return leaf;
    }

    private Digest Subtree(int start, int count)
    {
        if (count == 1)
        {
            return _leaves[start];
        }

        var left = (int)TreeShape.Left(count);
        return Inner(Subtree(start, left), Subtree(start + left, count - left));
    }
}
