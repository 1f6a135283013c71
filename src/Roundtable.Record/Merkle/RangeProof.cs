namespace Roundtable.Record.Merkle;

/// <summary>
/// Proof that a range of leaves is at the end of a tree: their inclusion proofs (RFC 6962, section 2.1.1) combined. What the audit paths have in
/// common is hashed once, so that a group of leaves costs little more than a single one.
/// </summary>
public static class RangeProof
{
    /// <summary>
    /// The root that results from the audit paths of the last leaves, computed from their hashes and, for everything before them, from subtree hashes
    /// supplied by the log.
    /// </summary>
    /// <param name="first">Index of the first of the leaves.</param>
    /// <param name="leafHashes">Concatenated RFC 6962 hashes of the leaves, with which the tree ends.</param>
    /// <param name="before">Returns hashes of subtrees that end at or before <paramref name="first"/>.</param>
    /// <exception cref="ArgumentException">When there are no leaves.</exception>
    public static byte[] Root(long first, ReadOnlySpan<byte> leafHashes, SubtreeHash before)
    {
        var count = leafHashes.Length / MerkleTree.HashLength;
        if (count == 0)
        {
            throw new ArgumentException("There are no leaves to prove.", nameof(leafHashes));
        }

        return Hash(0, first + count, first, leafHashes, before);
    }

    private static byte[] Hash(long start, long size, long first, ReadOnlySpan<byte> leafHashes, SubtreeHash before)
    {
        if (start + size <= first)
        {
            return before(start, size);
        }

        if (size == 1)
        {
            return leafHashes.Slice((int)(start - first) * MerkleTree.HashLength, MerkleTree.HashLength).ToArray();
        }

        var left = InclusionProof.LeftSize(size);
        var hash = Hash(start, left, first, leafHashes, before);
        MerkleTree.NodeHash(hash, Hash(start + left, size - left, first, leafHashes, before), hash);
        return hash;
    }
}
