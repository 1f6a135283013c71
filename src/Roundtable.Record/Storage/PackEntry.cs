using System.Buffers.Binary;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>One content in a pack: 'R' 'T' 'C', a flag, the length in 32 bits big-endian, the digest, the bytes.</summary>
/// <param name="Offset">Where its header stands in the pack.</param>
/// <param name="Flag">One of <see cref="Present"/>, <see cref="Erasing"/> and <see cref="Erased"/>.</param>
/// <param name="Length">How many bytes of content follow the header.</param>
/// <param name="Digest">Digest of the content, kept when it is erased.</param>
internal readonly record struct PackEntry(long Offset, byte Flag, int Length, Digest Digest)
{
    public const int HeaderLength = 8 + Digest.Length;

    /// <summary>Where the flag stands in the header.</summary>
    public const int FlagOffset = 3;

    /// <summary>The bytes are there.</summary>
    public const byte Present = (byte)'+';

    /// <summary>The bytes are being overwritten; whoever opens the pack next finishes that.</summary>
    public const byte Erasing = (byte)'~';

    /// <summary>The bytes are zeros.</summary>
    public const byte Erased = (byte)'-';

    /// <summary>The version of packs that is written and read.</summary>
    public const int PackVersion = 1;

    /// <summary>The first bytes of every pack: the name of the format, its version and a line feed.</summary>
    public static ReadOnlySpan<byte> PackMagic => "RTPACK1\n"u8;

    /// <summary>What comes before the version, in packs of any version.</summary>
    public static ReadOnlySpan<byte> PackName => "RTPACK"u8;

    /// <summary>Where its bytes stand in the pack.</summary>
    public long ContentOffset => Offset + HeaderLength;

    /// <summary>Where the next entry stands.</summary>
    public long End => ContentOffset + Length;

    public static void WriteHeader(Span<byte> destination, int length, Digest digest)
    {
        "RTC+"u8.CopyTo(destination);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], length);
        digest.CopyTo(destination[8..]);
    }

    /// <summary>Reads a header; null when it is none.</summary>
    public static PackEntry? ReadHeader(ReadOnlySpan<byte> header, long offset)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        return header.StartsWith("RTC"u8) && header[FlagOffset] is Present or Erasing or Erased && length >= 0
            ? new PackEntry(offset, header[FlagOffset], length, new Digest(header[8..HeaderLength]))
            : null;
    }
}
