using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// Hashes words: a multiplication and a shift for eight bytes at a time, the last eight overlapping. Bit 5 of each byte of an ASCII word is
/// set first, which converts letters to lower case and leaves digits unchanged. Shingles mix the hashes further.
/// </summary>
internal static class WordHash
{
    private const ulong LowerCaseBits = 0x2020_2020_2020_2020;
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private const ulong Length = 0xA0761D6478BD642F;

    /// <summary>The hash of a word of ASCII letters and digits, ignoring case.</summary>
    public static ulong OfAscii(ReadOnlySpan<byte> word) => Of(word, LowerCaseBits);

    /// <summary>The hash of a word that is already in lower case.</summary>
    public static ulong OfFolded(ReadOnlySpan<byte> word) => Of(word, 0);

    /// <summary>The hash of an ASCII word of one to eight bytes, given as a little-endian number whose higher bytes are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfShort(ulong bytes, int length) => Step(0, (bytes | LowerCaseBits) & (ulong.MaxValue >> (64 - (length * 8))));

    /// <summary>The same for eight words at once, with a mask of the bytes of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> OfShort(Vector512<ulong> bytes, Vector512<ulong> keep)
    {
        var product = ((bytes | Vector512.Create(LowerCaseBits)) & keep) * Vector512.Create(Factor);
        return product ^ (product >> 32);
    }

    /// <summary>Mixes a hash over all its bits (the finaliser of MurmurHash3).</summary>
    public static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private static ulong Of(ReadOnlySpan<byte> word, ulong lowerCase)
    {
        if (word.Length <= 8)
        {
            // No byte of a word is zero, so that short words need no length.
            ulong bytes = 0;
            for (var i = word.Length - 1; i >= 0; i--)
            {
                bytes = (bytes << 8) | word[i] | (lowerCase & 0xFF);
            }

            return Step(0, bytes);
        }

        var state = (ulong)word.Length * Length;
        for (var i = 0; i + 8 < word.Length; i += 8)
        {
            state = Step(state, MemoryMarshal.Read<ulong>(word[i..]) | lowerCase);
        }

        return Step(state, MemoryMarshal.Read<ulong>(word[^8..]) | lowerCase);
    }

    /// <summary>Injective in the bytes: no two short words have the same hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong state, ulong bytes)
    {
        var product = (state ^ bytes) * Factor;
        return product ^ (product >> 32);
    }
}
