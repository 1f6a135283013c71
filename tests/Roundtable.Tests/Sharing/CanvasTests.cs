using System.Buffers.Binary;
using System.IO.Compression;
using Roundtable.Web.Sharing;

namespace Roundtable.Tests.Sharing;

public sealed class CanvasTests
{
    [Fact]
    public void The_picture_is_png_and_its_points_come_back()
    {
        var canvas = new Canvas(40, 30, 0xFFFFFF);
        canvas.Box(10, 5, 4, 3, 0x123456);
        canvas.Disc(30, 20, 5, 0xFF0000);
        var png = canvas.ToPng();
        var (width, height, points) = Read(png);
        Assert.Equal((40, 30), (width, height));
        Assert.Equal(0x123456u, points[(6 * 40) + 12]);
        Assert.Equal(0xFF0000u, points[(20 * 40) + 30]);
        Assert.Equal(0xFFFFFFu, points[0]);
        Assert.Equal(12, points.Count(p => p == 0x123456u));
    }

    private static (int Width, int Height, uint[] Points) Read(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        using var data = new MemoryStream();
        var (width, height) = (0, 0);
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 4, length + 4);

            // gzip ends with the same check of what it packs: .NET's own is the referee.
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(body);
            }

            Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(packed.ToArray().AsSpan()[^8..]), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            if (body[..4].SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body[4..]), BinaryPrimitives.ReadInt32BigEndian(body[8..]));
            }
            else if (body[..4].SequenceEqual("IDAT"u8))
            {
                data.Write(body[4..]);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var plain = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(plain);
        }

        var rows = plain.ToArray();
        var points = new uint[width * height];
        for (var i = 0; i < points.Length; i++)
        {
            var p = ((i / width) * (1 + (width * 3))) + 1 + (i % width * 3);
            points[i] = ((uint)rows[p] << 16) | ((uint)rows[p + 1] << 8) | rows[p + 2];
        }

        return (width, height, points);
    }
}
