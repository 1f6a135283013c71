using System.Buffers.Binary;
using System.Numerics;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The header of a content index, little-endian with a checksum. docs/formats/log.md specifies the format.</summary>
/// <param name="Capacity">Number of slots, a power of two.</param>
/// <param name="Count">Number of positions in the index.</param>
/// <param name="Covered">The position up to which the packs are indexed.</param>
internal sealed record ContentIndexHeader(long Capacity, long Count, ContentEnd Covered)
{
    /// <summary>Length of the header in bytes.</summary>
    public const int Length = 64;

    /// <summary>The format version that is written and read.</summary>
    public const int Version = 1;

    private const int ChecksumOffset = 32;

    /// <summary>The format name, which precedes the version in an index of any version.</summary>
    public static ReadOnlySpan<byte> Name => Magic[..^1];

    private static ReadOnlySpan<byte> Magic => "RTINDEX1"u8;

    /// <summary>Parses a header; null if it is not intact.</summary>
    public static ContentIndexHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length
            || !bytes.StartsWith(Magic)
            || Digest.Of(bytes[..ChecksumOffset]) != new Digest(bytes[ChecksumOffset..])
            || bytes[8] is < 12 or >= 40)
        {
            return null;
        }

        var covered = new ContentEnd(BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return new ContentIndexHeader(1L << bytes[8], BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), covered);
    }

    /// <summary>The header's bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[8] = (byte)BitOperations.Log2((ulong)Capacity);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Covered.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Covered.Length);
        Digest.Of(bytes.AsSpan(0, ChecksumOffset)).CopyTo(bytes.AsSpan(ChecksumOffset));
        return bytes;
    }
}
