using System.Buffers.Binary;

namespace Roundtable.Corpus.Phrases;

/// <summary>Comparison that ignores the case of ASCII letters only.</summary>
internal static class AsciiCase
{
    private const ulong Each = 0x0101_0101_0101_0101;

    /// <summary>The bytes with ASCII letters in lower case.</summary>
    public static byte[] ToLower(ReadOnlySpan<byte> text)
    {
        var small = text.ToArray();
        foreach (ref var b in small.AsSpan())
        {
            b = ToLower(b);
        }

        return small;
    }

    /// <summary>Whether a text equals one in lower case, ignoring the case of ASCII letters.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> small)
    {
        if (text.Length != small.Length)
        {
            return false;
        }

        var at = 0;
        for (; at <= text.Length - sizeof(ulong); at += sizeof(ulong))
        {
            if (ToLower(BinaryPrimitives.ReadUInt64LittleEndian(text[at..])) != BinaryPrimitives.ReadUInt64LittleEndian(small[at..]))
            {
                return false;
            }
        }

        for (; at < text.Length; at++)
        {
            if (ToLower(text[at]) != small[at])
            {
                return false;
            }
        }

        return true;
    }

    private static byte ToLower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    /// <summary>Eight bytes at once: after the additions the high bit of each byte shows whether it is at least A, and whether it is past Z.</summary>
    private static ulong ToLower(ulong eight)
    {
        var low = eight & (0x7F * Each);
        var capital = ((low + ((0x80 - 'A') * Each)) ^ (low + ((0x7F - 'Z') * Each))) & ~eight & (0x80 * Each);
        return eight | (capital >> 2);
    }
}
