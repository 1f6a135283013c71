using System.Globalization;
using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Shapes;

namespace Roundtable.Corpus.Records;

/// <summary>
/// The rows of one file with all their fields: JSON Lines, a JSON array, CSV or TSV with a header, or Parquet; packed with gzip or Zstandard where the format
/// is not Parquet. It is read block by block, so that memory does not grow with the file. The first row that cannot be read ends the reading: what asks about
/// every row must not pass over one.
/// </summary>
public static class RecordFile
{
    private const int HeadBytes = 1 << 20;

    private static readonly BlockSizes _sizes = new(Block: 1 << 20);

    /// <summary>Reads the rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read; the message names the file, the row and what is wrong.</exception>
    public static IEnumerable<FieldRecord> Read(string path)
    {
        var found = FileFinder.Find([path]);
        var file = found.Files is [var one] ? one
            : found is { Files.Count: 0, Skipped: [{ Reason: "empty" }] } ? throw new InvalidDataException($"{path} is empty.")
            : throw new InvalidDataException($"{path} is not one file with rows: give a file in JSON Lines, JSON, CSV, TSV or Parquet.");
        return Read(file, path);
    }

    /// <summary>Reads the rows of a file that was found.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">What it is called in messages.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read; the message names the file, the row and what is wrong.</exception>
    public static IEnumerable<FieldRecord> Read(CorpusFile file, string path)
    {
        if (file is { Format: FileFormat.Parquet, Packing: not Packing.None })
        {
            throw new InvalidDataException($"{path} is a packed Parquet file: unpack it; Parquet is packed within.");
        }

        var head = FileHead.Bytes(file, HeadBytes);
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new InvalidDataException($"{path} is in UTF-16: convert it to UTF-8.");
        }

        return FileHead.Format(file, head) switch
        {
            FileFormat.Csv => Table(file),
            FileFormat.Text or FileFormat.Tar or FileFormat.Warc => throw new InvalidDataException(
                $"{path} is plain text, whose rows have no fields: give JSON Lines, JSON, CSV, TSV or Parquet."),
            var format => Json(file, format == FileFormat.JsonArray),
        };
    }

    private static IEnumerable<FieldRecord> Json(CorpusFile file, bool array)
    {
        var number = 0L;
        foreach (var (bytes, first, last) in Rows(file, array ? new JsonArrayBoundaries() : new LineBoundaries()))
        {
            var row = bytes.Trim(" \t\r\n"u8);
            if (array)
            {
                row = first && row.Span is [(byte)'[', ..] ? row[1..] : row;
                row = last ? ArrayEnd(file, row) : row;
                row = (row.Span is [.., (byte)','] ? row[..^1] : row).Trim(" \t\r\n"u8);
            }

            if (!row.IsEmpty)
            {
                number++;
                yield return new FieldRecord(number, Members(file, number, row));
            }
        }
    }

    private static ReadOnlyMemory<byte> ArrayEnd(CorpusFile file, ReadOnlyMemory<byte> row) =>
        row.Span is [.., (byte)']'] ? row[..^1] : throw new InvalidDataException($"{file.Name}: the JSON array does not end; the file may be truncated.");

    private static List<KeyValuePair<string, string?>> Members(CorpusFile file, long number, ReadOnlyMemory<byte> row)
    {
        try
        {
            using var document = JsonDocument.Parse(row);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Unreadable(file, number, "it is not a JSON object");
            }

            List<KeyValuePair<string, string?>> fields = [];
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (fields.Exists(f => string.Equals(f.Key, member.Name, StringComparison.Ordinal)))
                {
                    throw Unreadable(file, number, $"it has '{member.Name}' twice");
                }

                fields.Add(KeyValuePair.Create(member.Name, member.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => member.Value.GetString(),
                    _ => member.Value.GetRawText(),
                }));
            }

            return fields;
        }
        catch (JsonException e)
        {
            throw Unreadable(file, number, string.Create(CultureInfo.InvariantCulture, $"it is not JSON (byte {e.BytePositionInLine ?? 0})"));
        }
        catch (InvalidOperationException)
        {
            throw Unreadable(file, number, "a text in it is not valid Unicode");
        }
    }

    private static IEnumerable<FieldRecord> Table(CorpusFile file)
    {
        using var stream = file.Open();
        using var records = TableRecords.Read(stream, file.UnpackedName).GetEnumerator();
        string[]? names = null;
        for (var number = 0L; Next(); number++)
        {
            var values = records.Current;
            if (names is null)
            {
                names = [.. values.Select((v, i) => v.Trim() is { Length: > 0 } name ? name : $"column {i + 1}")];
                if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
                {
                    throw new InvalidDataException($"{file.Name}: two columns of the header have the same name.");
                }

                continue;
            }

            yield return values.Length == names.Length
                ? new FieldRecord(number, [.. names.Zip(values, (n, v) => KeyValuePair.Create(n, (string?)v))])
                : throw Unreadable(file, number, $"it has {values.Length} fields instead of the header's {names.Length}");
        }

        bool Next()
        {
            try
            {
                return records.MoveNext();
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{file.Name}, {e.Message}.", e);
            }
        }
    }

    /// <summary>The bytes of every row that is not blank, and whether it is the file's first or last.</summary>
    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, bool First, bool Last)> Rows(CorpusFile file, IRowBoundaries boundaries)
    {
        using var stream = file.Open();
        var blocks = new StreamedBlocks(stream, boundaries, _sizes);
        ReadOnlyMemory<byte>? held = null;
        var first = true;
        while (blocks.Next(static size => new byte[size]) is { } block)
        {
            if (block.Faults is [var fault, ..])
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"{file.Name}: a row cannot be read at byte {fault.Offset}: {fault.Reason}."));
            }

            for (var at = 0; at < block.Bytes.Length;)
            {
                var end = boundaries.End(block.Bytes.Span, at, block.Offset);
                var row = block.Bytes[at..(end < 0 ? block.Bytes.Length : end)];
                at += row.Length;
                row = first && held is null && row.Span.StartsWith("\uFEFF"u8) ? row[3..] : row;
                if (row.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
                {
                    continue;
                }

                if (held is { } before)
                {
                    yield return (before, first, false);
                    first = false;
                }

                held = row;
            }
        }

        if (held is { } last)
        {
            yield return (last, first, true);
        }
    }

    private static InvalidDataException Unreadable(CorpusFile file, long number, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file.Name}, row {number}: {why}."));
}
