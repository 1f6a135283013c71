using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// Finds the words of a text in UTF-8: runs of letters, digits and marks, ignoring case. In scripts without spaces each ideograph and each kana
/// is a word by itself. Bytes that are not UTF-8 separate words.
/// </summary>
public static class Words
{
    private const int Chunk = 64;
    private const int AtOnce = 32;

    /// <summary>Adds the words of a text to a list.</summary>
    public static void Find(ReadOnlySpan<byte> text, WordList into)
    {
        if (text.Length < sizeof(ulong))
        {
            Slowly(text, 0, text.Length, into);
            return;
        }

        for (var at = 0; at < text.Length;)
        {
            var (first, open) = (into.Count, -1);
            at = Edges(text, at, into, ref open);
            WordHashes.Fill(text, into, first);
            if (at < text.Length)
            {
                // A chunk with letters beyond ASCII is processed character by character, together with the word that is open before it.
                at = Slowly(text, open < 0 ? at : open, Math.Min(at + Chunk, text.Length), into);
            }
        }
    }

    /// <summary>Finds the edges of words chunk by chunk, as long as letters are ASCII.</summary>
    /// <returns>The first byte that was not examined.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Edges(ReadOnlySpan<byte> text, int at, WordList into, ref int open)
    {
        Span<byte> tail = stackalloc byte[Chunk];
        ref var first = ref MemoryMarshal.GetReference(text);
        var (count, before) = (2 * into.Count, 0UL);
        var (_, edgeArray) = into.Room(((text.Length - at) / 2) + Chunk);
        ref var edges = ref MemoryMarshal.GetArrayDataReference(edgeArray);
        for (; at < text.Length; at += Chunk)
        {
            ref var chunk = ref MemoryMarshal.GetReference(tail);
            if (at + Chunk <= text.Length)
            {
                chunk = ref Unsafe.Add(ref first, at);
            }
            else
            {
                tail.Clear();
                text[at..].CopyTo(tail);
            }

            var mask = Mask(ref chunk, out var plain);
            if (!plain)
            {
                break;
            }

            // Bits at which words begin and end, alternating.
            count = Write(mask ^ ((mask << 1) | before), at, ref edges, count);
            before = mask >> 63;
        }

        if (before != 0)
        {
            if (at >= text.Length)
            {
                // The text ends with a whole chunk, which ends with a word.
                Unsafe.Add(ref edges, count++) = text.Length;
            }
            else
            {
                open = Unsafe.Add(ref edges, --count);
            }
        }

        into.Advance(count / 2);
        return Math.Min(at, text.Length);
    }

    /// <summary>
    /// Writes the position of each set bit. 32 are always written at once, even if there are fewer: a chunk seldom has more, and writing too many is
    /// cheaper than a branch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ulong bits, int at, ref int into, int count)
    {
        var total = count + BitOperations.PopCount(bits);
        ref var place = ref Unsafe.Add(ref into, count);
        for (var i = 0; i < AtOnce; i += 8)
        {
            bits = Eight(bits, at, ref Unsafe.Add(ref place, i));
        }

        for (count += AtOnce; bits != 0; count += 8)
        {
            bits = Eight(bits, at, ref Unsafe.Add(ref into, count));
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ulong bits, int at, ref int place)
    {
        place = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 1) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 2) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 3) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 4) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 5) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 6) = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref place, 7) = at + BitOperations.TrailingZeroCount(bits);
        return bits & (bits - 1);
    }

    /// <summary>
    /// The reference implementation, character by character: from a position between two words until a position is reached and the last word has ended.
    /// </summary>
    /// <returns>The position after the last character examined.</returns>
    internal static int Slowly(ReadOnlySpan<byte> text, int from, int until, WordList into)
    {
        var at = from;
        using var word = new FoldedWord(stackalloc byte[128]);
        while (at < text.Length)
        {
            if (at >= until && word.Length == 0)
            {
                break;
            }

            var (folded, length) = Next(text[at..]);
            if (folded == 0 || Folding.IsAlone(folded))
            {
                word.EndAt(at, into);
            }

            if (folded != 0)
            {
                word.Add(folded, at);
                if (Folding.IsAlone(folded))
                {
                    word.EndAt(at + length, into);
                }
            }

            at += length;
        }

        word.EndAt(at, into);
        return at;
    }

    /// <summary>The next character in lower case, and its length in bytes; 0 for one that separates words.</summary>
    private static (int Folded, int Length) Next(ReadOnlySpan<byte> text)
    {
        if (text[0] < 0x80)
        {
            return (Folding.Of(text[0]), 1);
        }

        var status = Rune.DecodeFromUtf8(text, out var rune, out var length);
        return (status == OperationStatus.Done ? Folding.Of(rune.Value) : 0, length);
    }

    /// <summary>
    /// One bit for each of 64 bytes that is an ASCII letter or digit, and whether all others separate words: ASCII, and U+2000 to U+203F
    /// (quotation marks, dashes, spaces), which occur in most texts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(ref byte text, out bool plain)
    {
        ulong high, mask;
        if (Vector512.IsHardwareAccelerated)
        {
            var part = Vector512.LoadUnsafe(ref text);
            high = part.ExtractMostSignificantBits();
            var letters = Vector512.LessThan((part | Vector512.Create((byte)0x20)) - Vector512.Create((byte)'a'), Vector512.Create((byte)26));
            var digits = Vector512.LessThan(part - Vector512.Create((byte)'0'), Vector512.Create((byte)10));
            mask = (letters | digits).ExtractMostSignificantBits();
        }
        else
        {
            var (low, upper) = (Vector256.LoadUnsafe(ref text), Vector256.LoadUnsafe(ref text, 32));
            high = low.ExtractMostSignificantBits() | ((ulong)upper.ExtractMostSignificantBits() << 32);
            mask = Mask(low) | (Mask(upper) << 32);
        }

        plain = high == 0 || IsPunctuation(ref text, high);
        return mask;
    }

    private static bool IsPunctuation(ref byte text, ulong high)
    {
        var (lead, second) = (0UL, 0UL);
        for (var i = 0; i < Chunk; i += 32)
        {
            var part = Vector256.LoadUnsafe(ref text, (nuint)i);
            lead |= (ulong)Vector256.Equals(part, Vector256.Create((byte)0xE2)).ExtractMostSignificantBits() << i;
            second |= (ulong)Vector256.Equals(part, Vector256.Create((byte)0x80)).ExtractMostSignificantBits() << i;
        }

        // The third byte has to be a continuation byte: anything else is not UTF-8, or another character.
        var third = lead << 2;
        return (lead >> 62) == 0 && (lead << 1 & ~second) == 0 && high == (lead | (lead << 1) | third) && Continues(ref text, third);
    }

    private static bool Continues(ref byte text, ulong places)
    {
        for (; places != 0; places &= places - 1)
        {
            if ((Unsafe.Add(ref text, BitOperations.TrailingZeroCount(places)) & 0xC0) != 0x80)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Mask(Vector256<byte> part)
    {
        var letters = Vector256.LessThan((part | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digits = Vector256.LessThan(part - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        return (letters | digits).ExtractMostSignificantBits();
    }
}
