using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Roundtable.Web.Sharing;

/// <summary>A small picture of discs, boxes and plain letters, written as PNG (W3C PNG, third edition).</summary>
/// <param name="width">Its width in points.</param>
/// <param name="height">Its height in points.</param>
/// <param name="paper">Its colour, 0xRRGGBB.</param>
public sealed class Canvas(int width, int height, uint paper)
{
    private readonly uint[] _points = [.. Enumerable.Repeat(paper, width * height)];

    /// <summary>A disc with a smooth edge.</summary>
    public void Disc(double x, double y, double radius, uint colour)
    {
        for (var row = Math.Max(0, (int)(y - radius - 1)); row <= Math.Min(height - 1, (int)(y + radius + 1)); row++)
        {
            for (var column = Math.Max(0, (int)(x - radius - 1)); column <= Math.Min(width - 1, (int)(x + radius + 1)); column++)
            {
                var distance = Math.Sqrt(((column - x) * (column - x)) + ((row - y) * (row - y)));
                Blend(column, row, colour, Math.Clamp(radius - distance + 0.5, 0, 1));
            }
        }
    }

    /// <summary>A box.</summary>
    public void Box(int x, int y, int wide, int high, uint colour)
    {
        for (var row = y; row < Math.Min(height, y + high); row++)
        {
            _points.AsSpan((row * width) + x, Math.Min(wide, width - x)).Fill(colour);
        }
    }

    /// <summary>Letters and digits of five by seven squares each; what has no shape is left blank.</summary>
    public void Text(string text, int x, int y, int scale, uint colour)
    {
        foreach (var c in text)
        {
            var rows = Glyphs.Of(c);
            for (var row = 0; row < rows.Count; row++)
            {
                for (var column = 0; column < 5; column++)
                {
                    if ((rows[row] & (16 >> column)) != 0)
                    {
                        Box(x + (column * scale), y + (row * scale), scale, scale, colour);
                    }
                }
            }

            x += 6 * scale;
        }
    }

    /// <summary>The picture as PNG: eight bits a colour, no filter.</summary>
    public byte[] ToPng()
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(png, "IHDR", header);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (width * 3)];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var point = _points[(y * width) + x];
                    (row[1 + (x * 3)], row[2 + (x * 3)], row[3 + (x * 3)]) = ((byte)(point >> 16), (byte)(point >> 8), (byte)point);
                }

                zlib.Write(row);
            }
        }

        Chunk(png, "IDAT", data.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    /// <summary>The check of ISO 3309, as PNG's annex D has it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }

    private void Blend(int x, int y, uint colour, double share)
    {
        var at = (y * width) + x;
        _points[at] = Mix(_points[at], colour, share, 16) | Mix(_points[at], colour, share, 8) | Mix(_points[at], colour, share, 0);
    }

    private static uint Mix(uint below, uint above, double share, int shift) =>
        (uint)Math.Round((((below >> shift) & 255) * (1 - share)) + (((above >> shift) & 255) * share)) << shift;
}
