using System.Buffers;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Writes whole numbers in groups of seven bits, the lowest first (ULEB128): how Thrift and Parquet's run lengths have them.</summary>
internal static class Varint
{
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
