using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Corpus.Matches;

/// <summary>Hashes the words of a list whose positions are known, eight at a time where the processor supports it.</summary>
internal static class WordHashes
{
    private const int Stretch = 256;

    /// <summary>Hashes the words from an index on: first all of them as short words, then the longer ones again.</summary>
    /// <param name="text">The text, at least eight bytes long.</param>
    /// <param name="into">The list; its words consist of ASCII letters and digits.</param>
    /// <param name="first">The first word without a hash.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ReadOnlySpan<byte> text, WordList into, int first)
    {
        Span<int> others = stackalloc int[Stretch];
        ref var other = ref MemoryMarshal.GetReference(others);
        ref var bytes = ref MemoryMarshal.GetReference(text);

        // Loads must not reach beyond the text.
        var last = text.Length - sizeof(ulong);
        var (hashArray, edgeArray) = into.Room(0);
        ref var hash = ref MemoryMarshal.GetArrayDataReference(hashArray);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edgeArray);
        for (var from = first; from < into.Count; from += Stretch)
        {
            var (to, found) = (Math.Min(from + Stretch, into.Count), 0);
            var i = from;
            if (Avx512DQ.IsSupported)
            {
                for (var j = from; j < to; j++)
                {
                    var at = Unsafe.Add(ref edge, 2 * j);
                    Unsafe.Add(ref hash, j) = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, Math.Min(at, last)));
                    Unsafe.Add(ref other, found) = j;
                    found += IsOther(at, Unsafe.Add(ref edge, (2 * j) + 1), last);
                }

                for (; i + 8 <= to; i += 8)
                {
                    Eight(ref Unsafe.Add(ref hash, i), ref Unsafe.Add(ref edge, 2 * i));
                }

                for (; i < to; i++)
                {
                    Unsafe.Add(ref hash, i) = WordHash.OfShort(Unsafe.Add(ref hash, i), Unsafe.Add(ref edge, (2 * i) + 1) - Unsafe.Add(ref edge, 2 * i));
                }
            }

            for (; i < to; i++)
            {
                var at = Unsafe.Add(ref edge, 2 * i);
                var length = Unsafe.Add(ref edge, (2 * i) + 1) - at;
                Unsafe.Add(ref hash, i) = WordHash.OfShort(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, Math.Min(at, last))), length);
                Unsafe.Add(ref other, found) = i;
                found += IsOther(at, at + length, last);
            }

            foreach (var word in others[..found])
            {
                Unsafe.Add(ref hash, word) = WordHash.OfAscii(text[Unsafe.Add(ref edge, 2 * word)..Unsafe.Add(ref edge, (2 * word) + 1)]);
            }
        }
    }

    /// <summary>Hashes eight words, given as their first eight bytes in place of their hashes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(ref ulong hash, ref int edge)
    {
        var edges = Vector512.LoadUnsafe(ref edge).AsUInt64();
        var length = (edges >> 32) - (edges & Vector512.Create(0xFFFF_FFFFUL));
        var keep = Avx512F.ShiftRightLogicalVariable(Vector512<ulong>.AllBitsSet, Vector512.Create(64UL) - (length << 3));
        WordHash.OfShort(Vector512.LoadUnsafe(ref hash), keep).StoreUnsafe(ref hash);
    }

    /// <summary>1 for a word that is longer than eight bytes, or too close to the end: one of the differences is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IsOther(int start, int end, int last) => (int)((uint)((sizeof(ulong) - (end - start)) | (last - start)) >> 31);
}
