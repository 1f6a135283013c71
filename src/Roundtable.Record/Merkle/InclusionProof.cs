using System.Numerics;

namespace Roundtable.Record.Merkle;

/// <summary>Proof that a leaf is at an index of a tree: the sibling hashes on the path to the root (RFC 6962, section 2.1.1).</summary>
public static class InclusionProof
{
    /// <summary>Creates the proof, starting with the hash nearest to the leaf.</summary>
    /// <param name="index">Index of the leaf, from 0.</param>
    /// <param name="size">Number of leaves in the tree, more than <paramref name="index"/>.</param>
    /// <param name="hash">Returns hashes of the disjoint sibling subtrees.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the leaf is not in the tree.</exception>
    public static byte[][] Make(long index, long size, SubtreeHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<byte[]>();
        for (long start = 0; size > 1;)
        {
            var left = LeftSize(size);
            if (index - start < left)
            {
                proof.Add(hash(start + left, size - left));
                size = left;
            }
            else
            {
                proof.Add(hash(start, left));
                start += left;
                size -= left;
            }
        }

        proof.Reverse();
        return [.. proof];
    }

    /// <summary>Whether the proof connects the leaf to the root (RFC 9162, section 2.1.3.2).</summary>
    public static bool Verify(ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleTree.HashLength || !proof.All(h => h.Length == MerkleTree.HashLength))
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                MerkleTree.NodeHash(sibling, hash, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                MerkleTree.NodeHash(hash, sibling, hash);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>The largest power of two below <paramref name="size"/>, which must be at least 2: the number of leaves in the left subtree.</summary>
    internal static long LeftSize(long size) => 1L << BitOperations.Log2((ulong)size - 1);
}
