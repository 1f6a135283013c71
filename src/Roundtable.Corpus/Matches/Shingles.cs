using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Corpus.Matches;

/// <summary>The word 5-grams of a text as 64-bit hashes, in the order of the text; a text of fewer words has one shingle, of all of them.</summary>
public static class Shingles
{
    /// <summary>The number of words of a shingle.</summary>
    public const int Length = 5;

    // A polynomial over the window modulo 2⁶⁴: the word that leaves the window is removed with the factor's fifth power.
    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong Spreader = 0xD6E8FEB86659FD93;
    private const ulong Leaves = unchecked(Factor * Factor * Factor * Factor * Factor);

    /// <summary>The number of shingles of a text with this many words.</summary>
    public static int Count(int words) => words == 0 ? 0 : Math.Max(1, words - Length + 1);

    /// <summary>Computes the shingles of a text.</summary>
    /// <param name="words">The hashes of its words.</param>
    /// <param name="into">Receives <see cref="Count"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(ReadOnlySpan<ulong> words, Span<ulong> into)
    {
        if (words.Length < Length + 7)
        {
            Slowly(words, into);
            return;
        }

        if (!Avx512DQ.IsSupported)
        {
            ByTwo(words, into);
            return;
        }

        var count = words.Length - Length + 1;
        ref var word = ref MemoryMarshal.GetReference(words);
        ref var shingle = ref MemoryMarshal.GetReference(into[..count]);
        var (f1, f2) = (Vector512.Create(Factor), Vector512.Create(unchecked(Factor * Factor)));
        var (f3, f4) = (Vector512.Create(unchecked(Factor * Factor * Factor)), Vector512.Create(unchecked(Factor * Factor * Factor * Factor)));
        for (nuint at = 0; ; at += 8)
        {
            // The last eight overlap those before them.
            at = Math.Min(at, (nuint)count - 8);
            var window = (Vector512.LoadUnsafe(ref word, at) * f4) + (Vector512.LoadUnsafe(ref word, at + 1) * f3)
                + (Vector512.LoadUnsafe(ref word, at + 2) * f2) + (Vector512.LoadUnsafe(ref word, at + 3) * f1) + Vector512.LoadUnsafe(ref word, at + 4);
            var spread = (window ^ (window >> 32)) * Vector512.Create(Spreader);
            (spread ^ (spread >> 32)).StoreUnsafe(ref shingle, at);
            if (at == (nuint)count - 8)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Two windows at a time, one for each half of the text: each depends on the one before it in its half, so that one alone keeps the processor waiting.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ByTwo(ReadOnlySpan<ulong> words, Span<ulong> into)
    {
        var count = words.Length - Length + 1;
        var half = (nuint)count / 2;
        ref var word = ref MemoryMarshal.GetReference(words);
        ref var shingle = ref MemoryMarshal.GetReference(into[..count]);
        ref var second = ref Unsafe.Add(ref word, half);
        var (one, two) = (0UL, 0UL);
        for (nuint i = 0; i < Length - 1; i++)
        {
            one = (one * Factor) + Unsafe.Add(ref word, i);
            two = (two * Factor) + Unsafe.Add(ref second, i);
        }

        var (leaving, leavingTwo) = (0UL, 0UL);
        for (nuint i = 0; i < half; i++)
        {
            one = (one * Factor) + Unsafe.Add(ref word, i + Length - 1) - (leaving * Leaves);
            two = (two * Factor) + Unsafe.Add(ref second, i + Length - 1) - (leavingTwo * Leaves);
            (leaving, leavingTwo) = (Unsafe.Add(ref word, i), Unsafe.Add(ref second, i));
            Unsafe.Add(ref shingle, i) = Spread(one);
            Unsafe.Add(ref shingle, half + i) = Spread(two);
        }

        if (count % 2 == 1)
        {
            two = (two * Factor) + words[^1] - (leavingTwo * Leaves);
            into[count - 1] = Spread(two);
        }
    }

    /// <summary>The reference implementation.</summary>
    internal static void Slowly(ReadOnlySpan<ulong> words, Span<ulong> into)
    {
        ulong window = 0;
        if (words.Length < Length)
        {
            foreach (var word in words)
            {
                window = (window * Factor) + word;
            }

            if (words.Length > 0)
            {
                into[0] = Spread(window + (ulong)words.Length);
            }

            return;
        }

        for (var i = 0; i < Length - 1; i++)
        {
            window = (window * Factor) + words[i];
        }

        ulong leaving = 0;
        for (var i = Length - 1; i < words.Length; i++)
        {
            window = (window * Factor) + words[i] - (leaving * Leaves);
            leaving = words[i - Length + 1];
            into[i - Length + 1] = Spread(window);
        }
    }

    /// <summary>Sorts shingles in ascending order and removes duplicates.</summary>
    /// <returns>The remaining shingles: the first part of the span.</returns>
    public static Span<ulong> Distinct(Span<ulong> shingles)
    {
        shingles.Sort();
        var kept = 0;
        foreach (var shingle in shingles)
        {
            if (kept == 0 || shingle != shingles[kept - 1])
            {
                shingles[kept++] = shingle;
            }
        }

        return shingles[..kept];
    }

    /// <summary>The Jaccard index of two texts' sets of shingles, 0 to 1; 1 for two texts without words.</summary>
    /// <param name="one">The shingles of one text, as <see cref="Distinct"/> returns them.</param>
    /// <param name="other">Those of the other.</param>
    public static double Similarity(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var (a, b) = (one[i], other[j]);
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        var all = one.Length + other.Length - common;
        return all == 0 ? 1 : (double)common / all;
    }

    private static ulong Spread(ulong window)
    {
        var spread = (window ^ (window >> 32)) * Spreader;
        return spread ^ (spread >> 32);
    }
}
