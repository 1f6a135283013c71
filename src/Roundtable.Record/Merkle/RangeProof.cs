namespace Roundtable.Record.Merkle;

/// <summary>
/// That many leaves at the end of a tree stand in it: their inclusion proofs (RFC 6962, section 2.1.1) taken together. What the audit paths
/// have in common is hashed once, so that a group of leaves costs little more than one.
/// </summary>
public static class RangeProof
{
    /// <summary>
    /// The root that the audit paths of the last leaves lead to, computed from these leaves' own hashes and, for everything before them, from the
    /// subtrees that the log gives.
    /// </summary>
    /// <param name="first">Index of the first of the leaves.</param>
    /// <param name="leafHashes">Their RFC 6962 leaf hashes side by side; the tree ends with them.</param>
    /// <param name="before">Asked for subtrees which end at or before <paramref name="first"/>.</param>
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
