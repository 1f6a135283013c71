using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Record.Merkle;

/// <summary>
/// Sixteen SHA-256 computations (FIPS 180-4, section 6.2) in parallel, one in each lane of 512-bit registers. .NET computes one message per call, and
/// the messages of a tree are so short that the call costs more than the hash.
/// </summary>
internal static class Sha256Lanes
{
    /// <summary>Number of lanes.</summary>
    public const int Count = 16;

    /// <summary>Number of 32-bit words in a message block.</summary>
    public const int Words = 16;

    /// <summary>Number of 32-bit words in a hash.</summary>
    public const int StateWords = 8;

    private static readonly uint[] _round =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly uint[] _initial =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Whether the processor supports it (AVX-512F).</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Initialises sixteen computations.</summary>
    public static void Start(Span<Vector512<uint>> state)
    {
        for (var i = 0; i < StateWords; i++)
        {
            state[i] = Vector512.Create(_initial[i]);
        }
    }

    /// <summary>Writes the sixteen concatenated hashes, 32 bytes each.</summary>
    public static void Finish(Span<Vector512<uint>> state, Span<byte> hashes)
    {
        Span<uint> words = MemoryMarshal.Cast<Vector512<uint>, uint>(state);
        for (var lane = 0; lane < Count; lane++)
        {
            for (var word = 0; word < StateWords; word++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hashes[((lane * MerkleTree.HashLength) + (word * sizeof(uint)))..], words[(word * Count) + lane]);
            }
        }
    }

    /// <summary>Processes one block of sixteen messages; the words are overwritten.</summary>
    public static void Compress(Span<Vector512<uint>> state, Span<Vector512<uint>> words)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var round = 0; round < _round.Length; round++)
        {
            var slot = round % Words;
            if (round >= Words)
            {
                words[slot] += Small(words[(round + 1) % Words], 7, 18, 3) + words[(round + 9) % Words] + Small(words[(round + 14) % Words], 17, 19, 10);
            }

            var choice = Vector512.ConditionalSelect(e, f, g);
            var first = h + Large(e, 6, 11, 25) + choice + Vector512.Create(_round[round]) + words[slot];
            var majority = (a & b) ^ (a & c) ^ (b & c);
            var second = Large(a, 2, 13, 22) + majority;
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Large(Vector512<uint> x, [ConstantExpected] byte one, [ConstantExpected] byte two, [ConstantExpected] byte three) =>
        Rotate(x, one) ^ Rotate(x, two) ^ Rotate(x, three);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Small(Vector512<uint> x, [ConstantExpected] byte one, [ConstantExpected] byte two, [ConstantExpected] byte shift) =>
        Rotate(x, one) ^ Rotate(x, two) ^ (x >>> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rotate(Vector512<uint> x, [ConstantExpected] byte count) => Avx512F.RotateRight(x, count);
}
