using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Sums;

/// <summary>
/// A node of a Merkle sum tree: a hash and the sums below it. A parent's hash is over the hashes and the sums of both children, apart from each other, so that
/// sums cannot be moved from one to the other (as they could where only the total is hashed).
/// </summary>
/// <param name="Hash">The hash.</param>
/// <param name="Sums">The sums.</param>
public sealed record SumNode(Digest Hash, ClassSums Sums)
{
    private const byte BlockTag = 3;
    private const byte ParentTag = 4;

    /// <summary>A block of rows: SHA-256 of 0x03, the root over its rows and its sums.</summary>
    public static SumNode Block(Digest rows, ClassSums sums)
    {
        var bytes = new byte[1 + Digest.Length + sums.Length];
        bytes[0] = BlockTag;
        rows.CopyTo(bytes.AsSpan(1));
        sums.CopyTo(bytes.AsSpan(1 + Digest.Length));
        return new SumNode(Digest.Of(bytes), sums);
    }

    /// <summary>The parent of two nodes: SHA-256 of 0x04, hash and sums of the left, hash and sums of the right.</summary>
    /// <exception cref="OverflowException">When the sum overflows.</exception>
    public static SumNode Parent(SumNode left, SumNode right)
    {
        var sums = left.Sums + right.Sums;
        var bytes = new byte[1 + (2 * Digest.Length) + left.Sums.Length + right.Sums.Length];
        bytes[0] = ParentTag;
        var rest = bytes.AsSpan(1);
        foreach (var child in (ReadOnlySpan<SumNode>)[left, right])
        {
            child.Hash.CopyTo(rest);
            child.Sums.CopyTo(rest[Digest.Length..]);
            rest = rest[(Digest.Length + child.Sums.Length)..];
        }

        return new SumNode(Digest.Of(bytes), sums);
    }
}
