using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Storage;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Runs;

/// <summary>Writes rows for other programs: JSON Lines, CSV that is harmless to spreadsheets, or Parquet.</summary>
/// <param name="output">Where to, left open.</param>
/// <param name="format">The format.</param>
/// <param name="columns">The columns.</param>
internal sealed class ExportWriter(Stream output, RunExportFormat format, IReadOnlyList<TableColumn> columns)
{
    private readonly TableWriter? _table = format == RunExportFormat.Parquet ? new TableWriter(output, columns) : null;

    /// <summary>How many rows were written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes rows to a file, which is there as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes to a stream and says how many rows it wrote.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static long WriteFile(string path, Func<Stream, long> write)
    {
        var count = 0L;
        WorkFile.Write(path, file =>
        {
            using var buffered = new BufferedStream(file, 1 << 16);
            count = write(buffered);
            buffered.Flush();
        });
        return count;
    }

    /// <summary>Writes a row.</summary>
    /// <param name="values">A value for each column, null where there is none.</param>
    /// <param name="json">The row as JSON Lines have it; null for an object of its columns.</param>
    public void Add(Func<IReadOnlyList<object?>> values, Func<JsonObject>? json = null)
    {
        if (Count++ == 0 && format == RunExportFormat.Csv)
        {
            Head();
        }

        switch (format)
        {
            case RunExportFormat.Parquet:
                _table!.Add([.. values()]);
                break;
            case RunExportFormat.Csv:
                Line(string.Join(',', values().Select(Cell)) + "\r\n");
                break;
            default:
                Line(Document.Line(json?.Invoke() ?? Members(values())) + "\n");
                break;
        }
    }

    /// <summary>Writes what is left, and says how many rows there are.</summary>
    public long End()
    {
        if (Count == 0 && format == RunExportFormat.Csv)
        {
            Head();
        }

        _table?.End();
        return Count;
    }

    private void Head() => Line(string.Join(',', columns.Select(c => CsvCell.Of(c.Name))) + "\r\n");

    private void Line(string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvCell.Of(text),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private JsonObject Members(IReadOnlyList<object?> values) => new(columns.Zip(values, (c, v) => KeyValuePair.Create(c.Name, v switch
    {
        null => null,
        string text when c.Kind == TableColumnKind.Json => JsonNode.Parse(text),
        string text => JsonValue.Create(text),
        double number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        long integer => JsonValue.Create(integer),
        _ => (JsonNode?)null,
    })));
}
