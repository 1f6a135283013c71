using System.Globalization;
using Roundtable.Corpus.Formats.Parquet;
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
    public static long Write(string path, RunExportFormat format, IEnumerable<ExportedLabel> labels, bool withText, CancellationToken cancellation) =>
        ExportWriter.WriteFile(path, file => Write(file, format, labels, withText, cancellation));

    /// <summary>Writes labels to a stream.</summary>
    /// <returns>How many labels were written.</returns>
    public static long Write(Stream output, RunExportFormat format, IEnumerable<ExportedLabel> labels, bool withText, CancellationToken cancellation)
    {
        var writer = new ExportWriter(output, format, withText ? [_columns[0], _text, .. _columns[1..]] : _columns);
        foreach (var label in labels)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Add(() => Values(label, withText));
        }

        return writer.End();
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
}
