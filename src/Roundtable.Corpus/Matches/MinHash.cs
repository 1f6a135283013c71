using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// MinHash signatures (Broder 1997): 128 numbers of a set of shingles; the share of places in which two signatures agree estimates the
/// Jaccard index of their sets, with a standard error of at most 0.045. Place k holds the least a_k · h + b_k modulo 2³² over the upper
/// halves h of the shingles, with a_k odd, so that each place is a permutation of its own.
/// </summary>
public static class MinHash
{
    /// <summary>How many numbers a signature has.</summary>
    public const int Places = 128;

    private static readonly uint[] _factors = Draw(0x243F6A8885A308D3, odd: true);
    private static readonly uint[] _offsets = Draw(0x13198A2E03707344, odd: false);

    /// <summary>Computes the signature of a set of shingles; order and repetition do not matter. Of no shingles it is <see cref="uint.MaxValue"/> everywhere.</summary>
    /// <param name="shingles">The shingles.</param>
    /// <param name="signature">Where it goes: <see cref="Places"/> numbers.</param>
    public static void Compute(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            By512(shingles, signature);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            By256(shingles, signature);
        }
        else
        {
            ByOne(shingles, signature);
        }
    }

    /// <summary>The share of places in which two signatures agree: 0 to 1.</summary>
    public static double Similarity(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        var same = 0;
        for (var i = 0; i < Places; i++)
        {
            same += one[i] == other[i] ? 1 : 0;
        }

        return (double)same / Places;
    }

    /// <summary>Four accumulators at a time stay in registers while all shingles pass; two passes over them make the signature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void By512(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(_offsets);
        ref var result = ref MemoryMarshal.GetReference(signature[..Places]);
        for (nuint at = 0; at < Places; at += 64)
        {
            var (f0, f1, f2, f3) = (Vector512.LoadUnsafe(ref factors, at), Vector512.LoadUnsafe(ref factors, at + 16), Vector512.LoadUnsafe(ref factors, at + 32), Vector512.LoadUnsafe(ref factors, at + 48));
            var (o0, o1, o2, o3) = (Vector512.LoadUnsafe(ref offsets, at), Vector512.LoadUnsafe(ref offsets, at + 16), Vector512.LoadUnsafe(ref offsets, at + 32), Vector512.LoadUnsafe(ref offsets, at + 48));
            var (m0, m1, m2, m3) = (Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                var h = Vector512.Create((uint)(shingle >> 32));
                m0 = Vector512.Min(m0, (h * f0) + o0);
                m1 = Vector512.Min(m1, (h * f1) + o1);
                m2 = Vector512.Min(m2, (h * f2) + o2);
                m3 = Vector512.Min(m3, (h * f3) + o3);
            }

            m0.StoreUnsafe(ref result, at);
            m1.StoreUnsafe(ref result, at + 16);
            m2.StoreUnsafe(ref result, at + 32);
            m3.StoreUnsafe(ref result, at + 48);
        }
    }

    /// <summary>The same with registers of 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void By256(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(_offsets);
        ref var result = ref MemoryMarshal.GetReference(signature[..Places]);
        for (nuint at = 0; at < Places; at += 32)
        {
            var (f0, f1, f2, f3) = (Vector256.LoadUnsafe(ref factors, at), Vector256.LoadUnsafe(ref factors, at + 8), Vector256.LoadUnsafe(ref factors, at + 16), Vector256.LoadUnsafe(ref factors, at + 24));
            var (o0, o1, o2, o3) = (Vector256.LoadUnsafe(ref offsets, at), Vector256.LoadUnsafe(ref offsets, at + 8), Vector256.LoadUnsafe(ref offsets, at + 16), Vector256.LoadUnsafe(ref offsets, at + 24));
            var (m0, m1, m2, m3) = (Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                var h = Vector256.Create((uint)(shingle >> 32));
                m0 = Vector256.Min(m0, (h * f0) + o0);
                m1 = Vector256.Min(m1, (h * f1) + o1);
                m2 = Vector256.Min(m2, (h * f2) + o2);
                m3 = Vector256.Min(m3, (h * f3) + o3);
            }

            m0.StoreUnsafe(ref result, at);
            m1.StoreUnsafe(ref result, at + 8);
            m2.StoreUnsafe(ref result, at + 16);
            m3.StoreUnsafe(ref result, at + 24);
        }
    }

    /// <summary>The definition.</summary>
    internal static void ByOne(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        signature[..Places].Fill(uint.MaxValue);
        foreach (var shingle in shingles)
        {
            var h = (uint)(shingle >> 32);
            for (var k = 0; k < Places; k++)
            {
                signature[k] = Math.Min(signature[k], unchecked((h * _factors[k]) + _offsets[k]));
            }
        }
    }

    /// <summary>Numbers that are the same in every version: SplitMix64 from a fixed state.</summary>
    private static uint[] Draw(ulong state, bool odd)
    {
        var numbers = new uint[Places];
        for (var i = 0; i < Places; i++)
        {
            state += 0x9E3779B97F4A7C15;
            numbers[i] = (uint)(WordHash.Mix(state) >> 32) | (odd ? 1U : 0U);
        }

        return numbers;
    }
}
