using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// MinHash signatures (Broder 1997): 128 numbers for a set of shingles; the fraction of positions at which two signatures agree estimates the
/// Jaccard index of their sets, with a standard error of at most 0.045. Position k holds the minimum of a_k · h modulo 2³² over the upper
/// halves h of the shingles, with a_k odd, so that each position uses a permutation of its own; the usual offset b_k would change nothing, since h is evenly
/// distributed.
/// </summary>
public static class MinHash
{
    /// <summary>The version of the algorithm; it changes whenever signatures of the same shingles do.</summary>
    public const string Version = "2";

    /// <summary>The length of a signature.</summary>
    public const int Places = 128;

    private static readonly uint[] _factors = Draw(0x243F6A8885A308D3);

    /// <summary>
    /// Computes the signature of a set of shingles; order and repetition do not matter. Without shingles it is <see cref="uint.MaxValue"/> everywhere.
    /// </summary>
    /// <param name="shingles">The shingles.</param>
    /// <param name="signature">Receives <see cref="Places"/> numbers.</param>
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

    /// <summary>The fraction of positions at which two signatures agree: 0 to 1.</summary>
    public static double Similarity(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        var same = 0;
        for (var i = 0; i < Places; i++)
        {
            same += one[i] == other[i] ? 1 : 0;
        }

        return (double)same / Places;
    }

    /// <summary>Keeps the whole signature in eight registers and the factors in eight others for all shingles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void By512(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        ref var result = ref MemoryMarshal.GetReference(signature[..Places]);
        var (f0, f1) = (Vector512.LoadUnsafe(ref factors, 0), Vector512.LoadUnsafe(ref factors, 16));
        var (f2, f3) = (Vector512.LoadUnsafe(ref factors, 32), Vector512.LoadUnsafe(ref factors, 48));
        var (f4, f5) = (Vector512.LoadUnsafe(ref factors, 64), Vector512.LoadUnsafe(ref factors, 80));
        var (f6, f7) = (Vector512.LoadUnsafe(ref factors, 96), Vector512.LoadUnsafe(ref factors, 112));
        var (m0, m1, m2, m3) = (Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet);
        var (m4, m5, m6, m7) = (m0, m1, m2, m3);
        foreach (var shingle in shingles)
        {
            var h = Vector512.Create((uint)(shingle >> 32));
            m0 = Vector512.Min(m0, h * f0);
            m1 = Vector512.Min(m1, h * f1);
            m2 = Vector512.Min(m2, h * f2);
            m3 = Vector512.Min(m3, h * f3);
            m4 = Vector512.Min(m4, h * f4);
            m5 = Vector512.Min(m5, h * f5);
            m6 = Vector512.Min(m6, h * f6);
            m7 = Vector512.Min(m7, h * f7);
        }

        m0.StoreUnsafe(ref result, 0);
        m1.StoreUnsafe(ref result, 16);
        m2.StoreUnsafe(ref result, 32);
        m3.StoreUnsafe(ref result, 48);
        m4.StoreUnsafe(ref result, 64);
        m5.StoreUnsafe(ref result, 80);
        m6.StoreUnsafe(ref result, 96);
        m7.StoreUnsafe(ref result, 112);
    }

    /// <summary>The same with 256-bit registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void By256(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        ref var result = ref MemoryMarshal.GetReference(signature[..Places]);
        ref var upper = ref Unsafe.Add(ref Unsafe.As<ulong, uint>(ref MemoryMarshal.GetReference(shingles)), BitConverter.IsLittleEndian ? 1 : 0);
        var ends = 2 * (nuint)shingles.Length;
        for (nuint at = 0; at < Places; at += 32)
        {
            var (f0, f1) = (Vector256.LoadUnsafe(ref factors, at), Vector256.LoadUnsafe(ref factors, at + 8));
            var (f2, f3) = (Vector256.LoadUnsafe(ref factors, at + 16), Vector256.LoadUnsafe(ref factors, at + 24));
            var (m0, m1, m2, m3) = (Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet);

            // Two shingles at a time share the loop, and two of three comparisons do not wait for each other.
            nuint i = 0;
            for (; i + 2 < ends; i += 4)
            {
                var (one, two) = (Vector256.Create(Unsafe.Add(ref upper, i)), Vector256.Create(Unsafe.Add(ref upper, i + 2)));
                m0 = Vector256.Min(m0, Vector256.Min(one * f0, two * f0));
                m1 = Vector256.Min(m1, Vector256.Min(one * f1, two * f1));
                m2 = Vector256.Min(m2, Vector256.Min(one * f2, two * f2));
                m3 = Vector256.Min(m3, Vector256.Min(one * f3, two * f3));
            }

            if (i < ends)
            {
                var last = Vector256.Create(Unsafe.Add(ref upper, i));
                m0 = Vector256.Min(m0, last * f0);
                m1 = Vector256.Min(m1, last * f1);
                m2 = Vector256.Min(m2, last * f2);
                m3 = Vector256.Min(m3, last * f3);
            }

            m0.StoreUnsafe(ref result, at);
            m1.StoreUnsafe(ref result, at + 8);
            m2.StoreUnsafe(ref result, at + 16);
            m3.StoreUnsafe(ref result, at + 24);
        }
    }

    /// <summary>The reference implementation.</summary>
    internal static void ByOne(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        signature[..Places].Fill(uint.MaxValue);
        foreach (var shingle in shingles)
        {
            var h = (uint)(shingle >> 32);
            for (var k = 0; k < Places; k++)
            {
                signature[k] = Math.Min(signature[k], unchecked(h * _factors[k]));
            }
        }
    }

    /// <summary>Odd factors that never change: SplitMix64 from a fixed state.</summary>
    private static uint[] Draw(ulong state)
    {
        var numbers = new uint[Places];
        for (var i = 0; i < Places; i++)
        {
            state += 0x9E3779B97F4A7C15;
            numbers[i] = (uint)(WordHash.Mix(state) >> 32) | 1;
        }

        return numbers;
    }
}
