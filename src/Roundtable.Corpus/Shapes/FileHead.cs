using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
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
    private const int MaxBlocks = 64;
    private const int Places = 16;
    private const int PlaceBytes = 1 << 16;
    private const int PlaceRows = 50;

    private const string Zip = "a zip archive: unpack it";
    private const string Arc = "a web archive of the format before WARC: convert it, as by 'warcio recompress FILE.arc.gz FILE.warc.gz'";
    private const string PackedParquet = "a packed Parquet file: unpack it; Parquet is packed within";

    private static readonly BlockSizes _sizes = new(Block: HeadBytes);

    /// <summary>Detects the format of a file's rows; null, with the reason, where it cannot be read.</summary>
    /// <param name="file">The file; becomes what its content shows it to be.</param>
    /// <param name="textRows">How plain text is split into rows.</param>
    /// <param name="overrides">Roles of fields that were given explicitly.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public static RowFormat? Read(ref CorpusFile file, TextRows textRows, IReadOnlyList<PlannedField> overrides, out string reason)
    {
        try
        {
            // Of a file at an address nothing was read when it was listed.
            file = Address.Is(file.Path) ? ContentSniffer.Correct(file) : file;
            reason = file is { Format: FileFormat.Parquet, Packing: not Packing.None } ? PackedParquet : "";
            if (reason.Length > 0)
            {
                return null;
            }

            var head = Bytes(file, HeadBytes);
            reason = head.AsSpan().StartsWith("PK\u0003\u0004"u8) ? Zip : head.AsSpan().StartsWith("filedesc://"u8) ? Arc : "";
            if (reason.Length > 0)
            {
                return null;
            }

            if (!file.Format.IsConverted())
            {
                file = file with { Encoding = TextEncodings.Of(head) };
                head = file.Encoding == TextEncoding.Utf8 ? head : Bytes(file, HeadBytes);
                file = file with { HasReturnsOnly = TextEncodings.HasReturnsOnly(head) };
                head = file.HasReturnsOnly ? Bytes(file, HeadBytes) : head;
            }

            var rows = Rows(file, head, textRows, overrides);
            if (rows.Format is FileFormat.JsonColumns or FileFormat.JsonLists or FileFormat.JsonMembers)
            {
                file = file with { Format = rows.Format };
                return Rows(file, Bytes(file, HeadBytes), textRows, overrides) with { Format = rows.Format };
            }

            file = file with { Format = rows.Format };
            return rows;
        }
        catch (Exception e) when (e is (IOException and not RemoteException { Failure: not RemoteFailure.Refused })
            or UnauthorizedAccessException or InvalidDataException)
        {
            reason = e is InvalidDataException ? e.Message : "it cannot be opened: " + e.Message;
            return null;
        }
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
            _ => FileNames.Format(Unpacking.Of(file.Name).Name) is null ? FileFormat.Text : FileFormat.JsonLines,
        };
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

    private static RowFormat Rows(CorpusFile file, byte[] head, TextRows textRows, IReadOnlyList<PlannedField> overrides) => Format(file, head) switch
    {
        FileFormat.Csv => Table(file, head, overrides),
        FileFormat.Text => new RowFormat(FileFormat.Text, new RowPlan("text", [new PlannedField("text", FieldRole.Text)]), [], TextRows: textRows),
        _ => Json(file, head, overrides),
    };

    private static RowFormat Json(CorpusFile file, byte[] head, IReadOnlyList<PlannedField> overrides)
    {
        var text = head.AsMemory(head.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        var (format, start) = file.Format.IsConverted() ? (file.Format, 0) : JsonLayout.Of(text.Span, head.Length < HeadBytes);
        var rows = new RowFormat(format, new RowPlan("", []), [], Start: start);
        if (format is FileFormat.JsonColumns or FileFormat.JsonLists or FileFormat.JsonMembers && !file.Format.IsConverted())
        {
            return rows;
        }

        var found = new JsonHead();
        var (next, isWhole) =
            Sample(file, rows.Boundaries, row => found.Add(row.Bytes.Span[rows.ElementStart(row.Bytes.Span, row.IsFirst)..]), () => found.Rows);
        if (format == FileFormat.JsonLines && file.IsPlain)
        {
            FurtherOn(file, next, found);
        }

        var split = overrides.Count == 0 && start > 0 && found.Row.Lists > 0 ? SplitTable.Plan(text.Span, start) : null;
        return rows with { Plan = split ?? RowShapes.Choose(found.Row, overrides), Absent = Absent(found.Row, overrides, isWhole) };
    }

    private static AbsentFields Absent(FieldFacts row, IReadOnlyList<PlannedField> given, bool isWhole)
    {
        List<string> names = [.. given.Where(f => f.Role != FieldRole.Ignored && !row.Has(f.Name)).Select(f => f.Name)];
        return names.Count == 0 ? AbsentFields.None : new(names, isWhole, [.. RowShapes.Choose(row, []).Fields.Select(f => f.Name)]);
    }

    /// <summary>Gives the first rows that are not too long to be read; returns the byte after them, and whether these are all.</summary>
    private static (long Next, bool IsWhole) Sample(CorpusFile file, IRowBoundaries boundaries, Action<HeadRow> add, Func<int> count)
    {
        using var stream = file.Open();
        var (blocks, buffer, next) = (new StreamedBlocks(stream, boundaries, _sizes), new BlockBuffer(), 0L);
        for (var i = 0; i < MaxBlocks && (i == 0 || count() == 0) && blocks.Next(buffer.Rent) is { } block; i++)
        {
            for (var at = 0; at < block.Bytes.Length && count() < MaxRows;)
            {
                var end = boundaries.End(block.Bytes.Span, at, block.Offset);
                var row = block.Bytes[at..(end < 0 ? block.Bytes.Length : end)];
                var mark = block.Offset + at == 0 && row.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
                add(new HeadRow(row[mark..], block.Offset + at == 0));
                at += row.Length;
                next = block.Offset + at;
            }
        }

        return (next, count() < MaxRows && blocks.IsAtEnd);
    }

    /// <summary>Samples rows all over a file of lines: a file may have been concatenated from several sources.</summary>
    private static void FurtherOn(CorpusFile file, long from, JsonHead found)
    {
        using var content = file.OpenContent();
        var bytes = new byte[PlaceBytes];
        for (var place = 1; place <= Places; place++)
        {
            var at = content.Length / (Places + 1) * place;
            if (at < from)
            {
                continue;
            }

            var read = (int)Math.Min(bytes.Length, content.Length - at);
            read = content.TryFill(bytes.AsSpan(0, read), at) ? read : 0;
            var start = bytes.AsSpan(0, read).IndexOf((byte)'\n') + 1;
            for (var rows = 0; start > 0 && rows < PlaceRows && bytes.AsSpan(start, read - start).IndexOf((byte)'\n') is var length and >= 0; rows++)
            {
                found.Add(bytes.AsSpan(start, length));
                start += length + 1;
            }
        }
    }

    private static RowFormat Table(CorpusFile file, byte[] head, IReadOnlyList<PlannedField> overrides)
    {
        var start = head.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var delimiter = TableRecords.Delimiter(file.UnpackedName, head.AsSpan(start));
        List<List<string>> records = [];
        Sample(file, new CsvBoundaries(delimiter), row => records.Add(TableLayout.Values(row.Bytes.Span, delimiter)), () => records.Count);
        records.RemoveAll(r => r is [] or [""]);
        var isHeader = records.Count == 0 || TableLayout.IsHeader(records[0], records.ElementAtOrDefault(1));
        var names = TableLayout.Names(records.Count > 0 ? records[0] : [], isHeader);
        var found = new JsonHead();
        foreach (var record in records.Skip(isHeader ? 1 : 0))
        {
            found.Add(names, record);
        }

        var plan = RowShapes.Choose(found.Row, overrides);
        return new RowFormat(FileFormat.Csv, plan, [.. names.Select(plan.Find)], delimiter, IsHeadless: !isHeader)
        {
            // A column that is not in the first line is in none; without a row there are names alone.
            Absent = records.Count > (isHeader ? 1 : 0) ? Absent(found.Row, overrides, isWhole: true) : AbsentFields.None,
        };
    }

    /// <summary>A row of a file's beginning.</summary>
    /// <param name="Bytes">Its bytes.</param>
    /// <param name="IsFirst">Whether it is the first row of the file.</param>
    private readonly record struct HeadRow(ReadOnlyMemory<byte> Bytes, bool IsFirst);
}
