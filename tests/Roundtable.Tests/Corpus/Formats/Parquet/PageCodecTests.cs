using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using K4os.Compression.LZ4;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Formats.Parquet;

/// <summary>Pages of Parquet files in each compression, whole and damaged.</summary>
public sealed class PageCodecTests
{
    private const int Snappy = 1, Gzip = 2, Brotli = 4, OldLz4 = 5, Zstandard = 6, Lz4Raw = 7;

    private static readonly byte[] _page = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"word {i * 7919 % 1000}")));

    public static TheoryData<int> Codecs { get; } = [Snappy, Gzip, Brotli, OldLz4, Zstandard, Lz4Raw];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_was_packed_is_unpacked_and_its_length_has_to_be_right(int codec)
    {
        var packed = Pack(codec, _page);
        Assert.Equal(_page, PageCodec.Unpack(codec, packed, _page.Length));
        Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(codec, packed, _page.Length - 1));
        Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(codec, packed, _page.Length + 1));
        Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(codec, packed[..^1], _page.Length));
        Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(codec, [], _page.Length));
        Assert.Empty(PageCodec.Unpack(codec, [], 0));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_is_damaged_is_told_or_gives_as_many_bytes_and_nothing_else_happens(int codec)
    {
        var (random, packed) = (new Random(codec), Pack(codec, _page));
        for (var i = 0; i < TestDepth.Of(2000, 50000); i++)
        {
            var damaged = (byte[])packed.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                damaged[random.Next(i % 2 == 0 ? damaged.Length : 20)] = (byte)random.Next(256);
            }

            try
            {
                Assert.Equal(_page.Length, PageCodec.Unpack(codec, damaged, _page.Length).Length);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void LZ4_as_Hadoop_frames_it_and_as_it_is_are_both_read()
    {
        byte[] framed = [.. Framed(_page.AsSpan(0, 9000)), .. Framed(_page.AsSpan(9000))];
        Assert.Equal(_page, PageCodec.Unpack(OldLz4, framed, _page.Length));
        Assert.Equal(_page, PageCodec.Unpack(OldLz4, Pack(Lz4Raw, _page), _page.Length));
        Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(OldLz4, [.. framed, 0], _page.Length));
    }

    [Fact]
    public void A_compression_that_is_not_read_is_named() =>
        Assert.Contains("number 3", Assert.Throws<InvalidDataException>(() => PageCodec.Unpack(3, _page, 10)).Message, StringComparison.Ordinal);

    private static byte[] Pack(int codec, byte[] page)
    {
        switch (codec)
        {
            case Snappy:
                return Snappier.Snappy.CompressToArray(page);
            case OldLz4:
                return Framed(page);
            case Zstandard:
                return ZstandardLibrary.Pack(page);
            case Lz4Raw:
                var target = new byte[LZ4Codec.MaximumOutputSize(page.Length)];
                return target[..LZ4Codec.Encode(page, target)];
            default:
                using (var memory = new MemoryStream())
                {
                    using (Stream stream = codec == Gzip ? new GZipStream(memory, CompressionLevel.Fastest) : new BrotliStream(memory, CompressionLevel.Fastest))
                    {
                        stream.Write(page);
                    }

                    return memory.ToArray();
                }
        }
    }

    private static byte[] Framed(ReadOnlySpan<byte> page)
    {
        var packed = Pack(Lz4Raw, page.ToArray());
        var framed = new byte[8 + packed.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, page.Length);
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(4), packed.Length);
        packed.CopyTo(framed, 8);
        return framed;
    }
}
