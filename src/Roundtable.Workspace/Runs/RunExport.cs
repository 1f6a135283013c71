using Roundtable.Annotation.Runs;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>The format of an export.</summary>
public enum RunExportFormat
{
    /// <summary>JSON Lines: an item on each line, its seats as a list.</summary>
    JsonLines,

    /// <summary>CSV (RFC 4180), harmless to spreadsheets: columns for each seat.</summary>
    Csv,

    /// <summary>Apache Parquet, with the columns of CSV.</summary>
    Parquet,
}

/// <summary>Writes the results of a run for other programs. docs/formats/run.md has the columns.</summary>
public static class RunExport
{
    /// <summary>Writes them to a file, which is there as a whole or not at all.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="cancellation">Stops; no file is left then.</param>
    /// <returns>How many items were written.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static long Write(RunFolder folder, string path, RunExportFormat format, CancellationToken cancellation) =>
        ExportWriter.WriteFile(path, file => Write(folder, file, format, cancellation));

    /// <summary>Writes them to a stream, which is left open.</summary>
    public static long Write(RunFolder folder, Stream output, RunExportFormat format, CancellationToken cancellation)
    {
        var plan = folder.Plan;
        var writer = new ExportWriter(output, format, Columns(plan));
        foreach (var result in folder.Results())
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Add(() => Row(plan, result), () => RunJson.Item(plan, result));
        }

        return writer.End();
    }

    private static TableColumn[] Columns(RunPlan plan) =>
    [
        new("id", TableColumnKind.Text),
        new("digest", TableColumnKind.Text),
        new("outcome", TableColumnKind.Text),
        new("verdict", TableColumnKind.Text),
        .. plan.Panel.SelectMany(s => Enumerable.Range(1, plan.Settings.Samples).SelectMany(k => (TableColumn[])
        [
            new(Name(plan, s.Number, k, "answer"), TableColumnKind.Text),
            new(Name(plan, s.Number, k, "kind"), TableColumnKind.Text),
            new(Name(plan, s.Number, k, "confidence"), TableColumnKind.Number),
            new(Name(plan, s.Number, k, "served"), TableColumnKind.Text),
            new(Name(plan, s.Number, k, "leaf"), TableColumnKind.Integer),
        ])),
    ];

    private static string Name(RunPlan plan, int seat, int sample, string what) =>
        plan.Settings.Samples == 1 ? $"seat{seat}_{what}" : $"seat{seat}_sample{sample}_{what}";

    private static object?[] Row(RunPlan plan, ItemResult result)
    {
        var options = RunJson.OptionsOf(plan, result);
        var tally = ItemTally.Of(plan, result);
        List<object?> row = [result.Id, result.Digest.ToString(), RunDiff.OutcomeOf(plan, result), tally is null ? null : Kebab.Name(tally.Label)];
        foreach (var seat in plan.Panel)
        {
            for (var sample = 1; sample <= plan.Settings.Samples; sample++)
            {
                var said = result.Seats.FirstOrDefault(s => s.Seat == seat.Number && s.Sample == sample);
                row.AddRange(said is null ? [null, null, null, null, null]
                    : [RunJson.Said(options, said.Answer), said.Answer.Kind, said.Confidence, said.Served, said.Leaf]);
            }
        }

        return [.. row];
    }
}
