using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using K4os.Compression.LZ4;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Unpacks pages (Apache Parquet format, Compression.md).</summary>
internal static class PageCodec
{
    private const int None = 0, Snappy = 1, Gzip = 2, Brotli = 4, HadoopLz4 = 5, Zstandard = 6, Lz4Raw = 7;

    /// <summary>Unpacks a whole page.</summary>
    /// <param name="codec">The number of its codec.</param>
    /// <param name="packed">The page.</param>
    /// <param name="length">Its unpacked size in bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, does not unpack to exactly that size, or uses an unsupported codec.</exception>
    public static byte[] Unpack(int codec, byte[] packed, int length)
    {
        if (length < 0)
        {
            throw RunLengths.Damaged();
        }

        if (length == 0)
        {
            // Some writers leave a page without values empty.
            return [];
        }

        if (codec == None)
        {
            return packed.Length == length ? packed : throw RunLengths.Damaged();
        }

        var target = GC.AllocateUninitializedArray<byte>(length);
        var isWhole = codec switch
        {
            Snappy => UnpackSnappy(packed, target),
            Gzip => Fill(new GzipMembers(new MemoryStream(packed)), target),
            Brotli => Fill(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), target),
            HadoopLz4 => UnpackHadoop(packed, target) || LZ4Codec.Decode(packed, target) == length,
            Zstandard => UnpackZstandard(packed, target),
            Lz4Raw => LZ4Codec.Decode(packed, target) == length,
            _ => throw new InvalidDataException($"a Parquet compression that is not read (number {codec}); snappy, gzip, zstd, brotli and LZ4 are"),
        };
        return isWhole ? target : throw RunLengths.Damaged();
    }

    private static bool UnpackSnappy(byte[] packed, byte[] target)
    {
        try
        {
            return Snappier.Snappy.GetUncompressedLength(packed) == target.Length && Snappier.Snappy.Decompress(packed, target) == target.Length;
        }
        catch (ArgumentException e)
        {
            // It unpacks to more than its header states.
            throw new InvalidDataException(RunLengths.Damaged().Message, e);
        }
    }

    /// <summary>Hadoop framing: each block is preceded by its unpacked and its packed size, big-endian.</summary>
    private static bool UnpackHadoop(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        while (packed.Length > 2 * sizeof(uint))
        {
            var (unpacked, length) = (BinaryPrimitives.ReadUInt32BigEndian(packed), BinaryPrimitives.ReadUInt32BigEndian(packed[sizeof(uint)..]));
            packed = packed[(2 * sizeof(uint))..];
            if (unpacked > target.Length || length > packed.Length || LZ4Codec.Decode(packed[..(int)length], target[..(int)unpacked]) != unpacked)
            {
                return false;
            }

            packed = packed[(int)length..];
            target = target[(int)unpacked..];
        }

        return packed.IsEmpty && target.IsEmpty;
    }

    private static unsafe bool UnpackZstandard(byte[] packed, byte[] target)
    {
        fixed (byte* from = packed, to = target)
        {
            var size = ZstandardLibrary.UnpackWhole(to, (nuint)target.Length, from, (nuint)packed.Length);
            return ZstandardLibrary.IsError(size) == 0
                ? size == (nuint)target.Length
                : throw new InvalidDataException($"a Parquet page is damaged ({Marshal.PtrToStringUTF8(ZstandardLibrary.ErrorName(size))})");
        }
    }

    private static bool Fill(Stream stream, byte[] target)
    {
        using (stream)
        {
            try
            {
                return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length && stream.ReadByte() < 0;
            }
            catch (InvalidOperationException e)
            {
                // BrotliStream reports damage this way.
                throw new InvalidDataException(RunLengths.Damaged().Message, e);
            }
        }
    }
}
