using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Shapes;

namespace Roundtable.Corpus.Reports;

/// <summary>Writes rows of a file as lines of JSON with all their fields, also those that a scan did not read: of a table each column under its name.</summary>
/// <param name="file">The file.</param>
public sealed class WholeRow(PlannedFile file)
{
    private static readonly JsonWriterOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<string>? _columns;

    /// <summary>Writes a row.</summary>
    /// <param name="row">Its texts.</param>
    /// <param name="bytes">Its bytes in the file.</param>
    /// <param name="output">Receives the line.</param>
    /// <exception cref="InvalidDataException">The header of a table is not what it was.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Write(RowText row, ReadOnlySpan<byte> bytes, Stream output)
    {
        if (file.Rows.Format != FileFormat.Csv)
        {
            RowLine.Write(file, row, bytes, output);
            return;
        }

        var columns = _columns ??= Columns();
        var values = TableLayout.Values(row.Offset == 0 && bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, file.Rows.Delimiter);
        if (values.Count != columns.Count)
        {
            throw new InvalidDataException($"{file.File.Name} has another header than when it was scanned. Scan it again.");
        }

        using (var json = new Utf8JsonWriter(output, _relaxed))
        {
            json.WriteStartObject();
            for (var i = 0; i < values.Count; i++)
            {
                json.WriteString(columns[i], values[i]);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>The names of the table's columns; of two of one name the second has the name of its place.</summary>
    private string[] Columns()
    {
        using var stream = file.File.Open();
        var first = TableRecords.Read(stream, file.File.UnpackedName).FirstOrDefault() ?? [];
        List<string> names = TableLayout.Names(first, isHeader: !file.Rows.IsHeadless);
        return [.. names.Select((n, i) => names.IndexOf(n) == i ? n : $"column {i + 1}")];
    }
}
