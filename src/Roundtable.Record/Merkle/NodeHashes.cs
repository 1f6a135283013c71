using System.Buffers.Binary;
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

        SideBySide<VectorLanes<Vector512<uint>, WordVector512>>(ref children, ref parents);
        if (!Sha256.IsByInstructions)
        {
            SideBySide<VectorLanes<Vector256<uint>, WordVector256>>(ref children, ref parents); // the instructions for one message are as fast as these lanes
        }

        SideBySide<ArmLanes>(ref children, ref parents);
        for (; children.Length > 0; children = children[pair..], parents = parents[MerkleTree.HashLength..])
        {
            MerkleTree.NodeHash(children[..MerkleTree.HashLength], children[MerkleTree.HashLength..], parents);
        }
    }

    /// <summary>Hashes what fills the lanes, if the processor has them, and leaves the rest.</summary>
    internal static void SideBySide<TLanes>(ref ReadOnlySpan<byte> children, ref Span<byte> parents)
        where TLanes : ISha256Lanes
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        while (children.Length >= TLanes.Count * 2 * MerkleTree.HashLength)
        {
            HashLanes<TLanes>(children, parents);
            children = children[(TLanes.Count * 2 * MerkleTree.HashLength)..];
            parents = parents[(TLanes.Count * MerkleTree.HashLength)..];
        }
    }

    private static void HashLanes<TLanes>(ReadOnlySpan<byte> children, Span<byte> parents)
        where TLanes : ISha256Lanes
    {
        // A message is 0x01 and 64 bytes, so its words start one byte before every fourth byte of the children.
        Span<uint> message = stackalloc uint[Sha256Words.Message * TLanes.Count];
        Span<uint> state = stackalloc uint[Sha256Words.State * TLanes.Count];
        Sha256Lanes.Start<TLanes>(state);
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var pair = children.Slice(lane * 64, 64);
            message[TLanes.At(lane, 0, Sha256Words.Message)] = 0x01000000 | (BinaryPrimitives.ReadUInt32BigEndian(pair) >> 8);
            for (var word = 1; word < Sha256Words.Message; word++)
            {
                message[TLanes.At(lane, word, Sha256Words.Message)] = BinaryPrimitives.ReadUInt32BigEndian(pair[((4 * word) - 1)..]);
            }
        }

        TLanes.Compress(state, message);
        message.Clear();
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            message[TLanes.At(lane, 0, Sha256Words.Message)] = ((uint)children[(lane * 64) + 63] << 24) | 0x00800000;
            message[TLanes.At(lane, Sha256Words.Message - 1, Sha256Words.Message)] = MessageBits;
        }

        TLanes.Compress(state, message);
        Sha256Lanes.Finish<TLanes>(state, parents);
    }
}
