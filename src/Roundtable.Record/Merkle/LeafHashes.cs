using System.Buffers.Binary;
using System.Runtime.InteropServices;
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

        if (Sha256Lanes.IsSupported)
        {
            for (; leaves.Length >= Sha256Lanes.Count; leaves = leaves[Sha256Lanes.Count..], hashes = hashes[(Sha256Lanes.Count * MerkleTree.HashLength)..])
            {
                SideBySide(leaves[..Sha256Lanes.Count], hashes);
            }
        }

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

    private static void SideBySide(ReadOnlySpan<ReadOnlyMemory<byte>> leaves, Span<byte> hashes)
    {
        Span<uint> message = stackalloc uint[Sha256Lanes.Words * Sha256Lanes.Count];
        Span<uint> active = stackalloc uint[Sha256Lanes.Count];
        Span<Vector512<uint>> state = stackalloc Vector512<uint>[Sha256Lanes.StateWords];
        Span<Vector512<uint>> next = stackalloc Vector512<uint>[Sha256Lanes.StateWords];
        Sha256Lanes.Start(state);
        var blocks = 0;
        foreach (var leaf in leaves)
        {
            blocks = Math.Max(blocks, Blocks(leaf.Length));
        }

        for (var block = 0; block < blocks; block++)
        {
            for (var lane = 0; lane < Sha256Lanes.Count; lane++)
            {
                active[lane] = block < Blocks(leaves[lane].Length) ? uint.MaxValue : 0;
                if (active[lane] != 0)
                {
                    Load(leaves[lane].Span, block, message[lane..]);
                }
            }

            // A lane whose message has ended keeps its hash while longer ones continue.
            state.CopyTo(next);
            Sha256Lanes.Compress(next, MemoryMarshal.Cast<uint, Vector512<uint>>(message));
            var mask = Vector512.Create<uint>(active);
            for (var i = 0; i < state.Length; i++)
            {
                state[i] = Vector512.ConditionalSelect(mask, next[i], state[i]);
            }
        }

        Sha256Lanes.Finish(state, hashes);
    }

    /// <summary>Loads a block of the padded message into its lane: a zero byte, the leaf, a 1 bit, zeros, the length in bits.</summary>
    private static void Load(ReadOnlySpan<byte> leaf, int block, Span<uint> lane)
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

        for (var word = 0; word < Sha256Lanes.Words; word++)
        {
            lane[word * Sha256Lanes.Count] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(sizeof(uint) * word)..]);
        }
    }
}
