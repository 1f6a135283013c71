using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Roundtable.Corpus.Formats.Archives;

/// <summary>
/// An answer of a web server as an archive has it. Its page may be packed or written in another encoding, so that its bytes do not look like the text that
/// they are.
/// </summary>
internal static class HttpPage
{
    /// <summary>The header and the page unpacked, where the header says that it is text; null for anything else.</summary>
    public static byte[]? Text(ReadOnlySpan<byte> record)
    {
        var end = record.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !record.StartsWith("HTTP/"u8))
        {
            return null;
        }

        var header = Encoding.Latin1.GetString(record[..end]);
        if (!IsText(Field(header, "content-type").Split(';')[0].Trim()))
        {
            return null;
        }

        var body = record[(end + 4)..].ToArray();
        if (Field(header, "transfer-encoding") == "chunked")
        {
            body = Joined(body);
        }

        var page = Unpacked(body, Field(header, "content-encoding"));
        return page.AsSpan().Contains((byte)0) ? null : [.. record[..(end + 4)], .. page];
    }

    /// <summary>Whether a type of media is one of texts: text/*, and JSON and XML by themselves or as the form of something (RFC 6839).</summary>
    private static bool IsText(string media) =>
        media.StartsWith("text/", StringComparison.Ordinal) || media is "application/json" or "application/xml"
        || media.EndsWith("+json", StringComparison.Ordinal) || media.EndsWith("+xml", StringComparison.Ordinal);

    private static string Field(string header, string name)
    {
        foreach (var line in header.Split("\r\n"))
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim().ToLowerInvariant();
            }
        }

        return "";
    }

    /// <summary>The page unpacked, as far as it can be; archives also hold pages that were unpacked already and whose header still says otherwise.</summary>
    private static byte[] Unpacked(byte[] body, string encoding)
    {
        var packed = new MemoryStream(body);
        using Stream? page = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (page is null)
        {
            return body;
        }

        var text = ArrayPool<byte>.Shared.Rent(PassedOver.MaxBytes);
        var length = 0;
        try
        {
            for (int read; length < PassedOver.MaxBytes && (read = page.Read(text, length, PassedOver.MaxBytes - length)) > 0;)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // What came before the damage is text all the same.
        }

        var unpacked = length > 0 ? text[..length] : body;
        ArrayPool<byte>.Shared.Return(text);
        return unpacked;
    }

    /// <summary>The pieces of a body that was sent in pieces, without their lengths; what is none is left as it is.</summary>
    private static byte[] Joined(byte[] body)
    {
        List<byte> joined = [];
        for (var at = 0; at < body.Length;)
        {
            var line = body.AsSpan(at).IndexOf("\r\n"u8);
            if (line < 0 || !int.TryParse(
                Encoding.Latin1.GetString(body, at, line).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
            {
                return joined.Count > 0 ? [.. joined] : body;
            }

            at += line + 2;
            length = Math.Clamp(length, 0, body.Length - at);
            joined.AddRange(body.AsSpan(at, length));
            at = length == 0 ? body.Length : at + length + 2;
        }

        return [.. joined];
    }
}
