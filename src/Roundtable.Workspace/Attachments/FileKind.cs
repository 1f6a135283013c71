namespace Roundtable.Workspace.Attachments;

/// <summary>What a file is, by the bytes that it begins with; names and declared types are not believed.</summary>
internal static class FileKind
{
    /// <summary>PDF (ISO 32000-2).</summary>
    public const string Pdf = "application/pdf";

    private static readonly (byte[] Start, string Media)[] _images =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
    ];

    private static readonly (byte[] Start, string Name)[] _others =
    [
        ("PK\u0003\u0004"u8.ToArray(), "a ZIP archive, perhaps a Word, Excel or OpenDocument file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Word or Excel file"),
        ("BM"u8.ToArray(), "a BMP image"),
        ("II*\0"u8.ToArray(), "a TIFF image"),
        ("MM\0*"u8.ToArray(), "a TIFF image"),
        ([0x1F, 0x8B], "a gzip file"),
        ([0xFF, 0xFE], "a text in UTF-16"),
        ([0xFE, 0xFF], "a text in UTF-16"),
    ];

    /// <summary>The media type of a PDF or of an image that can be shown; null for everything else, texts among them.</summary>
    public static string? MediaOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, media) in _images)
        {
            if (bytes.StartsWith(start))
            {
                return media;
            }
        }

        return bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
            : bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) is >= 0 and var at && IsPreamble(bytes[..at]) ? Pdf
            : null;
    }

    /// <summary>What a file is that is none of those that are read, to go on after "it is …"; null where its first bytes say nothing.</summary>
    public static string? OtherOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, name) in _others)
        {
            if (bytes.StartsWith(start))
            {
                return name;
            }
        }

        return bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8) ? "a HEIC or AVIF image, or a video" : null;
    }

    /// <summary>
    /// Readers of PDF accept other bytes before its header. A text that speaks of "%PDF-" is none, though: nothing is before it but blanks and binary.
    /// </summary>
    private static bool IsPreamble(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n\uFEFF"u8) < 0 || bytes.Contains((byte)0);
}
