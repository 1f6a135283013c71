using System.Formats.Tar;
using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Archives;

/// <summary>
/// The rows of a tar archive as JSON Lines. Files of one name with different extensions are a row (WebDataset): <c>7.txt</c> and <c>7.json</c> are its members
/// <c>txt</c> and <c>json</c>, packed ones unpacked. Lines of JSON Lines files are rows themselves. Other files are
/// passed over; those that look like text count as text that is not read.
/// </summary>
internal sealed class TarRows(Stream content) : JsonLinesStream
{
    private const int MaxMember = 32 << 20;

    // A packed member is in memory: where it ends is found by going back in it.
    private const int MaxPacked = 256 << 20;

    private static readonly string[] _texts = ["txt", "text", "caption", "md", "cls", "prompt", "transcript", "captions"];

    private readonly TarReader _tar = new(content);
    private readonly TextBuffer _row = new();
    private StreamReader? _lines;
    private string? _key;

    protected override bool Write(TextBuffer lines)
    {
        if (_lines is not null)
        {
            return Line(lines);
        }

        var entry = Next();
        if (entry is null)
        {
            EndRow(lines);
            return false;
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile) || entry.DataStream is null)
        {
            return true;
        }

        var (packing, name) = Unpacking.Of(entry.Name);
        var slash = name.LastIndexOf('/');
        var dot = name.IndexOf('.', slash + 1);
        var (key, extension) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..].ToLowerInvariant());
        if (extension is "jsonl" or "ndjson")
        {
            EndRow(lines);
            _lines = new StreamReader(Content(entry, packing), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return true;
        }

        if (key != _key)
        {
            EndRow(lines);
            _key = key;
        }

        if (extension == "json" || _texts.Contains(extension, StringComparer.Ordinal))
        {
            Member(extension, Whole(Content(entry, packing)));
        }
        else if ((packing == Packing.None ? PassedOver.Text(entry.DataStream, entry.Length) : Packed(entry, packing)) is { } text)
        {
            _row.Add(_row.Length == 0 ? "{"u8 : ","u8);
            PassedOver.Write(extension, text, _row);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tar.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private TarEntry? Next()
    {
        try
        {
            return _tar.GetNextEntry();
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("a tar archive that is damaged or truncated", e);
        }
    }

    private bool Line(TextBuffer lines)
    {
        try
        {
            if (_lines!.ReadLine() is not { } line)
            {
                _lines = null;
            }
            else if (line.Length > 0)
            {
                lines.Add(Encoding.UTF8.GetBytes(line));
                lines.Add("\n"u8);
            }

            return true;
        }
        catch (Exception e) when (e is EndOfStreamException or DecoderFallbackException)
        {
            throw new InvalidDataException("a file in a tar archive that is truncated or not UTF-8", e);
        }
    }

    /// <summary>The beginning of a packed member that is passed over, where it looks like text.</summary>
    private static byte[]? Packed(TarEntry entry, Packing packing)
    {
        try
        {
            var all = Bytes(Content(entry, packing), PassedOver.MaxBytes);
            return PassedOver.Text(new MemoryStream(all), all.Length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static Stream Content(TarEntry entry, Packing packing) => packing == Packing.None ? entry.DataStream!
        : entry.Length > MaxPacked ? throw new InvalidDataException($"a packed file in a tar archive longer than {MaxPacked >> 20} MiB")
        : Unpacking.Open(new MemoryStream(Bytes(entry.DataStream!, MaxPacked)), packing);

    private static byte[] Whole(Stream data)
    {
        try
        {
            var all = Bytes(data, MaxMember + 1);
            return all.Length <= MaxMember ? all : throw new InvalidDataException($"a text in a tar archive longer than {MaxMember >> 20} MiB");
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("a tar archive that is truncated", e);
        }
    }

    private static byte[] Bytes(Stream data, int max)
    {
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; all.Length < max && (read = data.Read(part.AsSpan(0, (int)Math.Min(part.Length, max - all.Length)))) > 0;)
        {
            all.Write(part, 0, read);
        }

        return all.ToArray();
    }

    private void Member(string extension, byte[] bytes)
    {
        var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
        _row.Add(_row.Length == 0 ? "{"u8 : ","u8);
        JsonText.Write(Encoding.UTF8.GetBytes(extension), _row);
        _row.Add(":"u8);
        var json = new JsonCursor(text);
        if (extension == "json" && json.Skip() && json.Ended())
        {
            var start = _row.Length;
            _row.Add(text);
            _row.ReplaceBreaks(start);
        }
        else
        {
            JsonText.Write(text.TrimEnd("\r\n"u8), _row);
        }
    }

    private void EndRow(TextBuffer lines)
    {
        if (_row.Length > 0)
        {
            lines.Add(_row.Written);
            lines.Add("}\n"u8);
        }

        _row.Clear();
        _key = null;
    }
}
