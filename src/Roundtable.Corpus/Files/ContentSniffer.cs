using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Files;

/// <summary>Corrects what a file's name says of its compression and format by its first bytes.</summary>
internal static class ContentSniffer
{
    private const int HeadBytes = 512;
    private const int TarMagicAt = 257;

    /// <summary>The file as it is.</summary>
    public static CorpusFile Correct(CorpusFile file)
    {
        var head = new byte[HeadBytes];
        int length;
        try
        {
            using var content = file.OpenContent();
            length = (int)Math.Min(head.Length, content.Length);
            length = content.TryFill(head.AsSpan(0, length), 0) ? length : 0;
        }
        catch (Exception e) when (e is (IOException and not RemoteException) or UnauthorizedAccessException)
        {
            // It is reported when the file is opened for its rows.
            return file;
        }

        var bytes = head.AsSpan(0, length);
        var packing = Unpacking.Of(bytes);
        if (packing != Packing.None || file.Packing != Packing.None)
        {
            // Damaged beginnings of a packed file are told as what they are, when it is read.
            return packing == Packing.None && !IsText(bytes) ? file : file with { Packing = packing };
        }

        var format = Format(bytes);
        return format is { } known ? file with { Format = known }
            : file.Format is FileFormat.Parquet or FileFormat.Arrow or FileFormat.Tar && IsText(bytes) ? file with { Format = FileFormat.JsonLines }
            : file.Format is FileFormat.Text && IsObject(bytes) ? file with { Format = FileFormat.JsonLines }
            : file;
    }

    private static FileFormat? Format(ReadOnlySpan<byte> head) =>
        head.StartsWith("PAR1"u8) ? FileFormat.Parquet
        : head.StartsWith("ARROW1"u8) ? FileFormat.Arrow
        : head.Length > TarMagicAt + 5 && head.Slice(TarMagicAt, 5).SequenceEqual("ustar"u8) ? FileFormat.Tar
        : head.StartsWith("WARC/1."u8) ? FileFormat.Warc
        : null;

    /// <summary>Whether a file begins with an object and its first member's name, as no prose does.</summary>
    private static bool IsObject(ReadOnlySpan<byte> head)
    {
        var white = " \t\r\n"u8;
        var rest = head.TrimStart("\uFEFF \t\r\n"u8);
        if (rest is not [(byte)'{', ..] || rest[1..].TrimStart(white) is not [(byte)'"', .. var name])
        {
            return false;
        }

        var end = name.IndexOfAny("\"\\\n"u8);
        return end > 0 && name[end] == '"' && name[(end + 1)..].TrimStart(white) is [(byte)':', ..];
    }

    private static bool IsText(ReadOnlySpan<byte> head) => head.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
}
