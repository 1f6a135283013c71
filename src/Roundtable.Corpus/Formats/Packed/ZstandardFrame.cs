using System.Buffers.Binary;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>The header of a Zstandard frame (RFC 8878, 3.1).</summary>
/// <param name="Window">The window size: the maximum distance of back-references in bytes; 0 for a skippable frame.</param>
/// <param name="Skip">The size of a skippable frame in bytes, its header included; 0 for other frames.</param>
internal readonly record struct ZstandardFrame(long Window, long Skip)
{
    /// <summary>The maximum size of a frame header in bytes.</summary>
    public const int MaxHead = 18;

    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;

    /// <summary>Reads a frame header; null where it is invalid or incomplete.</summary>
    public static ZstandardFrame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 6)
        {
            return null;
        }

        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if ((magic & ~0xFu) == SkippableMagic)
        {
            return bytes.Length < 8 ? null : new ZstandardFrame(0, 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
        }

        if (magic != Magic)
        {
            return null;
        }

        var descriptor = bytes[4];
        var isSingle = (descriptor & 0x20) != 0;
        if (!isSingle)
        {
            var unit = 1L << (10 + (bytes[5] >> 3));
            return new ZstandardFrame(unit + (unit / 8 * (bytes[5] & 7)), 0);
        }

        // A single-segment frame has no window of its own: it is the whole frame.
        var at = 5 + ((descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 });
        var size = 1 << (descriptor >> 6);
        if (at + size > bytes.Length)
        {
            return null;
        }

        var content = bytes[at..];
        return new ZstandardFrame(
            size switch
            {
                1 => content[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(content) + 256,
                4 => BinaryPrimitives.ReadUInt32LittleEndian(content),
                _ => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(content), long.MaxValue),
            },
            0);
    }
}
