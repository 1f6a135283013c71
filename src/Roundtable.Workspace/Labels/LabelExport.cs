using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Storage;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>Writes labels as JSON Lines, CSV or Parquet with the same columns. docs/formats/labels.md.</summary>
public static class LabelExport
{
    private static readonly TableColumn[] _columns =
    [
        new("id", TableColumnKind.Text),
        new("digest", TableColumnKind.Text),
        new("label", TableColumnKind.Text),
        new("probability", TableColumnKind.Number),
        new("accepted", TableColumnKind.Boolean),
        new("by", TableColumnKind.Text),
        new("rule", TableColumnKind.Text),
        new("ballots", TableColumnKind.Json),
        new("run", TableColumnKind.Text),
        new("leaf", TableColumnKind.Integer),
        new("label_source", TableColumnKind.Text),
    ];

    private static readonly TableColumn _text = new("text", TableColumnKind.Text);

    /// <summary>Writes labels to a file, which is there as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="labels">The labels, in order; they are read once.</param>
    /// <param name="withText">Whether the labelled texts go out too.</param>
    /// <param name="cancellation">Stops; no file is left then.</param>
    /// <returns>How many labels were written.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static long Write(string path, RunExportFormat format, IEnumerable<ExportedLabel> labels, bool withText, CancellationToken cancellation)
    {
        long count = 0;
        WorkFile.Write(path, file =>
        {
            using var buffered = new BufferedStream(file, 1 << 16);
            count = Write(buffered, format, labels, withText, cancellation);
            buffered.Flush();
        });
        return count;
    }

    /// <summary>Writes labels to a stream.</summary>
    /// <returns>How many labels were written.</returns>
    public static long Write(Stream output, RunExportFormat format, IEnumerable<ExportedLabel> labels, bool withText, CancellationToken cancellation)
    {
        var count = 0L;
        TableColumn[] columns = withText ? [_columns[0], _text, .. _columns[1..]] : _columns;
        var table = format == RunExportFormat.Parquet ? new TableWriter(output, columns) : null;
        if (format == RunExportFormat.Csv)
        {
            output.Write(Encoding.UTF8.GetBytes(string.Join(',', columns.Select(c => c.Name)) + "\r\n"));
        }

        foreach (var label in labels)
        {
            cancellation.ThrowIfCancellationRequested();
            count++;
            var values = Values(label, withText);
            switch (format)
            {
                case RunExportFormat.Parquet:
                    table!.Add(values);
                    break;
                case RunExportFormat.Csv:
                    output.Write(Encoding.UTF8.GetBytes(string.Join(',', values.Select(Cell)) + "\r\n"));
                    break;
                default:
                    output.Write(Encoding.UTF8.GetBytes(Document.Line(Json(columns, values)) + "\n"));
                    break;
            }
        }

        table?.End();
        return count;
    }

    private static object?[] Values(ExportedLabel label, bool withText)
    {
        var row = label.Row;
        object?[] values =
        [
            row.Id,
            row.Digest.ToString(),
            row.Label,
            row.Probability,
            row.Accepted,
            row.By,
            label.Rule,
            $"[{string.Join(',', label.Ballots.Select(b => b.ToString(CultureInfo.InvariantCulture)))}]",
            label.Run,
            label.Leaf,
            label.Source,
        ];
        return withText ? [values[0], label.Text, .. values[1..]] : values;
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvCell.Of(text),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static JsonObject Json(IReadOnlyList<TableColumn> columns, IReadOnlyList<object?> values) => new(columns.Zip(values, (c, v) =>
        KeyValuePair.Create(c.Name, v switch
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
