using System.Buffers;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Integers in groups of seven bits, lowest first (ULEB128), as used by Thrift and Parquet's run lengths.</summary>
internal static class Varint
{
    /// <summary>Reads a number of up to 64 bits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">Its position; afterwards the position after it.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Decodes a zigzag-encoded signed number: 0, -1, 1, -2 and so on.</summary>
    public static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Writes a number.</summary>
    public static void Write(IBufferWriter<byte> output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.Write([(byte)(value | 0x80)]);
        }

        output.Write([(byte)value]);
    }
}
