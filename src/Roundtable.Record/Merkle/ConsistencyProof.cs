namespace Roundtable.Record.Merkle;

/// <summary>Proof that a tree is an unaltered prefix of a larger one (RFC 6962, section 2.1.2).</summary>
public static class ConsistencyProof
{
    /// <summary>Creates the proof; it is empty if the sizes are equal.</summary>
    /// <param name="first">Number of leaves in the smaller tree, at least 1.</param>
    /// <param name="second">Number of leaves in the larger tree.</param>
    /// <param name="hash">Returns hashes of disjoint subtrees of the larger tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the sizes are out of order.</exception>
    public static byte[][] Make(long first, long second, SubtreeHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var proof = new List<byte[]>();
        long start = 0;
        var known = true; // the verifier has the root of the smaller tree
        while (first != second)
        {
            var left = InclusionProof.LeftSize(second);
            if (first <= left)
            {
                proof.Add(hash(start + left, second - left));
                second = left;
            }
            else
            {
                proof.Add(hash(start, left));
                start += left;
                first -= left;
                second -= left;
                known = false;
            }
        }

        if (!known)
        {
            proof.Add(hash(start, second));
        }

        proof.Reverse();
        return [.. proof];
    }

    /// <summary>Whether the proof yields both roots (RFC 9162, section 2.1.4.2).</summary>
    public static bool Verify(
        long first, long second, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 1 || first > second || !proof.All(h => h.Length == MerkleTree.HashLength))
        {
            return false;
        }

        if (first == second)
        {
            return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        }

        var whole = (first & (first - 1)) == 0;
        if (proof.Count == 0 && !whole)
        {
            return false;
        }

        byte[] seed = whole ? firstRoot.ToArray() : proof[0];
        if (seed.Length != MerkleTree.HashLength)
        {
            return false;
        }

        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        byte[] old = [.. seed], full = [.. seed];
        foreach (var hash in whole ? proof : proof.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                MerkleTree.NodeHash(hash, old, old);
                MerkleTree.NodeHash(hash, full, full);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                MerkleTree.NodeHash(full, hash, full);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && firstRoot.SequenceEqual(old) && secondRoot.SequenceEqual(full);
    }
}
