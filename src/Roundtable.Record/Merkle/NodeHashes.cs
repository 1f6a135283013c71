using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Record.Merkle;

/// <summary>Hashes many nodes at once, in parallel lanes if the processor supports it.</summary>
public static class NodeHashes
{
    private const uint MessageBits = 8 * (1 + (2 * MerkleTree.HashLength));

    /// <summary>Hashes each pair of adjacent hashes: SHA-256 of 0x01 and both, as computed one by one by <see cref="MerkleTree.NodeHash"/>.</summary>
    /// <param name="children">Concatenated hashes, an even number of them.</param>
    /// <param name="parents">Receives half as many hashes; must not overlap <paramref name="children"/>.</param>
    /// <exception cref="ArgumentException">When the lengths do not match.</exception>
    public static void Compute(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        const int pair = 2 * MerkleTree.HashLength;
        if (children.Length % pair != 0 || parents.Length < children.Length / 2)
        {
            throw new ArgumentException("Children must be pairs of hashes, with room for one parent per pair.", nameof(children));
        }

        if (Sha256Lanes.IsSupported)
        {
            while (children.Length >= Sha256Lanes.Count * pair)
            {
                SideBySide(children, parents);
                children = children[(Sha256Lanes.Count * pair)..];
                parents = parents[(Sha256Lanes.Count * MerkleTree.HashLength)..];
            }
        }

        for (; children.Length > 0; children = children[pair..], parents = parents[MerkleTree.HashLength..])
        {
            MerkleTree.NodeHash(children[..MerkleTree.HashLength], children[MerkleTree.HashLength..], parents);
        }
    }

    private static void SideBySide(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        // A message is 0x01 and 64 bytes, so its words start one byte before every fourth byte of the children.
        Span<uint> message = stackalloc uint[Sha256Lanes.Words * Sha256Lanes.Count];
        Span<uint> last = stackalloc uint[Sha256Lanes.Count];
        for (var lane = 0; lane < Sha256Lanes.Count; lane++)
        {
            var pair = children.Slice(lane * 64, 64);
            message[lane] = 0x01000000 | (BinaryPrimitives.ReadUInt32BigEndian(pair) >> 8);
            for (var word = 1; word < Sha256Lanes.Words; word++)
            {
                message[(word * Sha256Lanes.Count) + lane] = BinaryPrimitives.ReadUInt32BigEndian(pair[((4 * word) - 1)..]);
            }

            last[lane] = ((uint)pair[63] << 24) | 0x00800000;
        }

        Span<Vector512<uint>> state = stackalloc Vector512<uint>[Sha256Lanes.StateWords];
        Sha256Lanes.Start(state);
        Span<Vector512<uint>> words = MemoryMarshal.Cast<uint, Vector512<uint>>(message);
        Sha256Lanes.Compress(state, words);
        words.Clear();
        words[0] = Vector512.Create<uint>(last);
        words[^1] = Vector512.Create(MessageBits);
        Sha256Lanes.Compress(state, words);
        Sha256Lanes.Finish(state, parents);
    }
}
