using System.Buffers.Binary;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>One content in a pack: 'R' 'T' 'C', a flag, the length in 32 bits big-endian, the digest, the bytes.</summary>
/// <param name="Offset">Position of its header in the pack.</param>
/// <param name="Flag">One of <see cref="Present"/>, <see cref="Erasing"/> and <see cref="Erased"/>.</param>
/// <param name="Length">Length of the content in bytes.</param>
/// <param name="Digest">Digest of the content, which is kept on erasure.</param>
internal readonly record struct PackEntry(long Offset, byte Flag, int Length, Digest Digest)
{
    public const int HeaderLength = 8 + Digest.Length;

    /// <summary>Position of the flag in the header.</summary>
    public const int FlagOffset = 3;

    /// <summary>The content is present.</summary>
    public const byte Present = (byte)'+';

    /// <summary>The content is being overwritten; the next open completes that.</summary>
    public const byte Erasing = (byte)'~';

    /// <summary>The content has been overwritten with zeros.</summary>
    public const byte Erased = (byte)'-';

    /// <summary>The pack format version that is written and read.</summary>
    public const int PackVersion = 1;

    /// <summary>First bytes of every pack: format name, version and a line feed.</summary>
    public static ReadOnlySpan<byte> PackMagic => "RTPACK1\n"u8;

    /// <summary>The format name, which precedes the version in packs of any version.</summary>
    public static ReadOnlySpan<byte> PackName => "RTPACK"u8;

    /// <summary>Position of the content in the pack.</summary>
    public long ContentOffset => Offset + HeaderLength;

    /// <summary>Position of the next entry.</summary>
    public long End => ContentOffset + Length;

    public static void WriteHeader(Span<byte> destination, int length, Digest digest)
    {
        "RTC+"u8.CopyTo(destination);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], length);
        digest.CopyTo(destination[8..]);
    }

    /// <summary>Parses a header; null if it is malformed.</summary>
    public static PackEntry? ReadHeader(ReadOnlySpan<byte> header, long offset)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        return header.StartsWith("RTC"u8) && header[FlagOffset] is Present or Erasing or Erased && length >= 0
            ? new PackEntry(offset, header[FlagOffset], length, new Digest(header[8..HeaderLength]))
            : null;
    }
}
