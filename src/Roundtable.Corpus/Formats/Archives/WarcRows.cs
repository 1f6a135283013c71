using System.Globalization;
using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Archives;

/// <summary>
/// The records of plain text in a web archive (WARC 1.1, ISO 28500) as JSON Lines: conversions, as Common Crawl's WET files have them, and resources. What
/// other records hold, such as HTML, is passed over, and counts as text that is not read, pages that were sent packed as well.
/// </summary>
internal sealed class WarcRows(Stream content) : JsonLinesStream
{
    private const int MaxHeader = 1 << 16;
    private const int MaxText = 32 << 20;

    private readonly BufferedStream _input = new(content, 1 << 16);
    private readonly List<byte> _line = [];

    protected override bool Write(TextBuffer lines)
    {
        var version = Line();
        while (version is { Length: 0 })
        {
            version = Line();
        }

        if (version is null)
        {
            return false;
        }

        if (!version.StartsWith("WARC/", StringComparison.Ordinal))
        {
            throw new InvalidDataException("a web archive with something that is not a record");
        }

        var (length, type, media, address) = (-1L, "", "", "");
        for (var field = Line(); field is { Length: > 0 }; field = Line())
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            var value = colon < 0 ? "" : field[(colon + 1)..].Trim();
            switch (colon < 0 ? "" : field[..colon].ToLowerInvariant())
            {
                case "content-length" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes):
                    length = bytes;
                    break;
                case "warc-type":
                    type = value;
                    break;
                case "content-type":
                    media = value;
                    break;
                case "warc-target-uri":
                    address = value;
                    break;
            }
        }

        if (length < 0)
        {
            throw new InvalidDataException("a record of a web archive without its length");
        }

        if (type is "conversion" or "resource" && media.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) && length <= MaxText)
        {
            var text = Read(length);
            lines.Add("{\"url\":"u8);
            JsonText.Write(Encoding.UTF8.GetBytes(address), lines);
            lines.Add(",\"text\":"u8);
            JsonText.Write(text, lines);
            lines.Add("}\n"u8);
        }
        else
        {
            var left = length;
            if (type is "conversion" or "resource" or "response")
            {
                var record = Read(Math.Min(PassedOver.MaxBytes, length));
                left -= record.Length;
                if ((HttpPage.Text(record) ?? PassedOver.Text(new MemoryStream(record), record.Length)) is { } passed)
                {
                    lines.Add("{"u8);
                    PassedOver.Write(type, passed, lines);
                    lines.Add("}\n"u8);
                }
            }

            Skip(left);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private byte[] Read(long length)
    {
        var bytes = new byte[length];
        return _input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes
            : throw new InvalidDataException("a web archive that is truncated");
    }

    private void Skip(long length)
    {
        var part = new byte[(int)Math.Min(length, 1 << 16)];
        for (var left = length; left > 0;)
        {
            var read = _input.Read(part, 0, (int)Math.Min(part.Length, left));
            left -= read > 0 ? read : throw new InvalidDataException("a web archive that is truncated");
        }
    }

    private string? Line()
    {
        _line.Clear();
        for (int next; (next = _input.ReadByte()) >= 0;)
        {
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
            }

            _line.Add(_line.Count < MaxHeader ? (byte)next : throw new InvalidDataException("a web archive with a header that does not end"));
        }

        return _line.Count > 0 ? Encoding.UTF8.GetString([.. _line]) : null;
    }
}
