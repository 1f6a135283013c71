using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Roundtable.Record.Merkle;

/// <summary>Hashes many leaves at once, in parallel lanes if the processor supports it.</summary>
public static class LeafHashes
{
    private const int BlockLength = 64;
    private const int Trailer = 9; // a 1 bit, and the length in 64 bits

    /// <summary>RFC 6962 leaf hashes, as computed one by one by <see cref="MerkleTree.LeafHash(ReadOnlySpan{byte})"/>.</summary>
    /// <param name="leaves">The leaves.</param>
    /// <param name="hashes">Receives the concatenated hashes.</param>
    /// <exception cref="ArgumentException">When the destination is too short.</exception>
    public static void Compute(ReadOnlySpan<ReadOnlyMemory<byte>> leaves, Span<byte> hashes)
    {
        if (hashes.Length < leaves.Length * MerkleTree.HashLength)
        {
            throw new ArgumentException("The destination is too short for the hashes.", nameof(hashes));
        }

        SideBySide<VectorLanes<Vector512<uint>, WordVector512>>(ref leaves, ref hashes);
        if (!Sha256.IsByInstructions)
        {
            SideBySide<VectorLanes<Vector256<uint>, WordVector256>>(ref leaves, ref hashes); // the instructions for one message are as fast as these lanes
        }

        SideBySide<ArmLanes>(ref leaves, ref hashes);
        for (; leaves.Length > 0; leaves = leaves[1..], hashes = hashes[MerkleTree.HashLength..])
        {
            MerkleTree.LeafHash(leaves[0].Span, hashes);
        }
    }

    /// <summary>The concatenated RFC 6962 leaf hashes.</summary>
    public static byte[] Of(ReadOnlySpan<ReadOnlyMemory<byte>> leaves)
    {
        var hashes = new byte[leaves.Length * MerkleTree.HashLength];
        Compute(leaves, hashes);
        return hashes;
    }

    private static int Blocks(int length) => (1 + length + Trailer + BlockLength - 1) / BlockLength;

    /// <summary>Hashes what fills the lanes, if the processor has them, and leaves the rest.</summary>
    internal static void SideBySide<TLanes>(ref ReadOnlySpan<ReadOnlyMemory<byte>> leaves, ref Span<byte> hashes)
        where TLanes : ISha256Lanes
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        for (; leaves.Length >= TLanes.Count; leaves = leaves[TLanes.Count..], hashes = hashes[(TLanes.Count * MerkleTree.HashLength)..])
        {
            HashLanes<TLanes>(leaves[..TLanes.Count], hashes);
        }
    }

    private static void HashLanes<TLanes>(ReadOnlySpan<ReadOnlyMemory<byte>> leaves, Span<byte> hashes)
        where TLanes : ISha256Lanes
    {
        Span<uint> message = stackalloc uint[Sha256Words.Message * TLanes.Count];
        Span<uint> state = stackalloc uint[Sha256Words.State * TLanes.Count];
        Span<uint> before = stackalloc uint[Sha256Words.State * TLanes.Count];
        Sha256Lanes.Start<TLanes>(state);
        var blocks = 0;
        foreach (var leaf in leaves)
        {
            blocks = Math.Max(blocks, Blocks(leaf.Length));
        }

        for (var block = 0; block < blocks; block++)
        {
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                if (block < Blocks(leaves[lane].Length))
                {
                    Load<TLanes>(leaves[lane].Span, block, message, lane);
                }
            }

            state.CopyTo(before);
            TLanes.Compress(state, message);
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                if (block >= Blocks(leaves[lane].Length))
                {
                    Sha256Lanes.Keep<TLanes>(before, state, lane); // its message has ended, while longer ones continue
                }
            }
        }

        Sha256Lanes.Finish<TLanes>(state, hashes);
    }

    /// <summary>Loads a block of the padded message into its lane: a zero byte, the leaf, a 1 bit, zeros, the length in bits.</summary>
    private static void Load<TLanes>(ReadOnlySpan<byte> leaf, int block, Span<uint> message, int lane)
        where TLanes : ISha256Lanes
    {
        Span<byte> padded = stackalloc byte[BlockLength];
        var start = (block * BlockLength) - 1; // of the block in the leaf
        scoped ReadOnlySpan<byte> bytes;
        if (start >= 0 && start + BlockLength <= leaf.Length)
        {
            bytes = leaf.Slice(start, BlockLength);
        }
        else
        {
            padded.Clear();
            var from = Math.Max(start, 0);
            if (from < leaf.Length)
            {
                leaf[from..Math.Min(leaf.Length, start + BlockLength)].CopyTo(padded[(from - start)..]);
            }

            if (leaf.Length >= start && leaf.Length < start + BlockLength)
            {
                padded[leaf.Length - start] = 0x80;
            }

            if (block == Blocks(leaf.Length) - 1)
            {
                BinaryPrimitives.WriteUInt64BigEndian(padded[^8..], 8UL * (ulong)(1 + leaf.Length));
            }

            bytes = padded;
        }

        for (var word = 0; word < Sha256Words.Message; word++)
        {
            message[TLanes.At(lane, word, Sha256Words.Message)] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(sizeof(uint) * word)..]);
        }
    }
}
