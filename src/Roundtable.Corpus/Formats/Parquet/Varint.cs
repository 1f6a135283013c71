using System.Buffers;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Whole numbers in groups of seven bits, the lowest first (ULEB128): how Thrift, Snappy and Parquet's run lengths have them.</summary>
internal static class Varint
{
    /// <summary>Reads a number of up to 64 bits.</summary>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="at">Where it begins, and afterwards what follows it.</param>
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

    /// <summary>The signed number that stands as an unsigned one: 0, -1, 1, -2 and so on.</summary>
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
