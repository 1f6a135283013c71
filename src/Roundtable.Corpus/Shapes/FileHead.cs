using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Examines the first rows of a file, and where possible some later ones, and decides how its rows are read.</summary>
internal static class FileHead
{
    private const int MaxRows = 1000;
    private const int HeadBytes = 1 << 20;
    private const int Places = 16;
    private const int PlaceBytes = 1 << 16;
    private const int PlaceRows = 50;

    /// <summary>Detects the format of a file's rows; null, with the reason, where it cannot be read.</summary>
    public static RowFormat? Read(CorpusFile file, TextRows textRows, IReadOnlyList<PlannedField> overrides, out string reason)
    {
        reason = file is { Format: FileFormat.Parquet, Packing: not Packing.None } ? "a packed Parquet file: unpack it; Parquet is packed within" : "";
        if (reason.Length > 0)
        {
            return null;
        }

        byte[] head;
        try
        {
            head = Bytes(file, HeadBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            reason = e is InvalidDataException ? e.Message : "it cannot be opened: " + e.Message;
            return null;
        }

        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            reason = "UTF-16: convert it to UTF-8";
            return null;
        }

        return Format(file, head) switch
        {
            FileFormat.Csv => Table(file, head, overrides),
            FileFormat.Text => new RowFormat(FileFormat.Text, new RowPlan("text", [new PlannedField("text", FieldRole.Text)]), [], TextRows: textRows),
            var format => Json(format, file, head, overrides),
        };
    }

    /// <summary>The format of a file's rows, as its name and its first bytes say.</summary>
    public static FileFormat Format(CorpusFile file, ReadOnlySpan<byte> head)
    {
        if (file.Format != FileFormat.JsonLines)
        {
            return file.Format;
        }

        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        var first = text.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 ? FileFormat.JsonLines : text[first] switch
        {
            (byte)'[' => FileFormat.JsonArray,
            (byte)'{' => FileFormat.JsonLines,
            _ => FileNames.Format(FileNames.Unpacked(file.Name).Name) is null ? FileFormat.Text : FileFormat.JsonLines,
        };
    }

    private static RowFormat Json(FileFormat format, CorpusFile file, byte[] head, IReadOnlyList<PlannedField> overrides)
    {
        var found = new JsonHead();
        IRowBoundaries boundaries = format == FileFormat.JsonArray ? new JsonArrayBoundaries() : new LineBoundaries();
        if (boundaries.End(head, 0) < 0 && head.Length >= HeadBytes)
        {
            head = Bytes(file, BlockSizes.Default.Longest);
        }

        var at = 0;
        for (var rows = 0; rows < MaxRows && at < head.Length; rows++)
        {
            var end = boundaries.End(head, at);
            var row = head.AsMemory(at, (end < 0 ? head.Length : end) - at);
            at += row.Length;
            if (rows == 0 && row.Span.StartsWith("\uFEFF"u8))
            {
                row = row[3..];
            }

            found.Add(format == FileFormat.JsonArray ? Element(row, rows == 0) : row);
        }

        if (format == FileFormat.JsonLines && file.Packing == Packing.None)
        {
            FurtherOn(file, at, found);
        }

        return new RowFormat(format, RowShapes.Choose(found.Fields, overrides), []);
    }

    /// <summary>Samples rows all over a file of lines: a file may have been concatenated from several sources.</summary>
    private static void FurtherOn(CorpusFile file, long from, JsonHead found)
    {
        using var handle = File.OpenHandle(file.Path);
        var bytes = new byte[PlaceBytes];
        for (var place = 1; place <= Places; place++)
        {
            var at = RandomAccess.GetLength(handle) / (Places + 1) * place;
            if (at < from)
            {
                continue;
            }

            var read = RandomAccess.Read(handle, bytes, at);
            var start = bytes.AsSpan(0, read).IndexOf((byte)'\n') + 1;
            for (var rows = 0; start > 0 && rows < PlaceRows && bytes.AsSpan(start, read - start).IndexOf((byte)'\n') is var length and >= 0; rows++)
            {
                found.Add(bytes.AsMemory(start, length));
                start += length + 1;
            }
        }
    }

    private static ReadOnlyMemory<byte> Element(ReadOnlyMemory<byte> row, bool first)
    {
        row = row.Trim(" \t\r\n"u8);
        row = first && row.Length > 0 ? row[1..] : row;
        return row.Length > 0 && row.Span[^1] is (byte)',' or (byte)']' ? row[..^1] : row;
    }

    private static RowFormat? Table(CorpusFile file, byte[] head, IReadOnlyList<PlannedField> overrides)
    {
        var start = head.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var delimiter = TableRecords.Delimiter(file.UnpackedName, head.AsSpan(start));
        var boundaries = new CsvBoundaries(delimiter);
        var found = new JsonHead();
        List<string> names = [];
        for (var rows = 0; rows < MaxRows && start < head.Length; rows++)
        {
            var end = boundaries.End(head, start);
            var record = head.AsSpan(start..(end < 0 ? head.Length : end));
            start += record.Length;
            List<string> values = [];
            var buffer = new TextBuffer();
            for (var fields = new CsvFields(record, delimiter); fields.Next(buffer);)
            {
                values.Add(Encoding.UTF8.GetString(buffer.Written));
            }

            if (rows == 0)
            {
                names = [.. values.Select((v, i) => v.Trim() is { Length: > 0 } name ? name : $"column {i + 1}")];
                continue;
            }

            foreach (var (name, value) in names.Zip(values))
            {
                found.Add(name, value);
            }
        }

        var plan = RowShapes.Choose(found.Fields, overrides);
        return new RowFormat(FileFormat.Csv, plan, [.. names.Select(n => plan.Find(Encoding.UTF8.GetBytes(n)))], delimiter);
    }

    /// <summary>The first bytes of a file's unpacked content.</summary>
    public static byte[] Bytes(CorpusFile file, int max)
    {
        using var stream = file.Open();
        var bytes = new byte[max];
        var read = 0;
        try
        {
            for (int more; read < max && (more = stream.Read(bytes.AsSpan(read))) > 0; read += more)
            {
            }
        }
        catch (InvalidDataException) when (read > 0)
        {
            // The rows before the damage are enough to see the shape; the damage is reported when the rows are read.
        }

        return bytes[..read];
    }
}
