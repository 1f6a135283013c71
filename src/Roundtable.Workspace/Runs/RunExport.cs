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
    /// <summary>What stands for the outcome of an item that waits for people.</summary>
    private const string Waiting = "(waits)";

    /// <summary>Writes them to a file, which is there as a whole or not at all.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="results">The results in the order of the items, each with whether its item waits for people: what seats said of it is left out.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="cancellation">Stops; no file is left then.</param>
    /// <returns>How many items were written, and of how many of them what seats said was left out.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static (long Items, long Waiting) Write(
        RunPlan plan, IEnumerable<(ItemResult Result, bool Waits)> results, string path, RunExportFormat format, CancellationToken cancellation)
    {
        var waiting = 0L;
        var items = ExportWriter.WriteFile(path, file =>
        {
            var writer = new ExportWriter(file, format, Columns(plan));
            foreach (var (result, waits) in results)
            {
                cancellation.ThrowIfCancellationRequested();
                waiting += waits ? 1 : 0;
                writer.Add(() => Row(plan, result, waits), () => waits ? RunJson.Waiting(result) : RunJson.Item(plan, result));
            }

            return writer.End();
        });
        return (items, waiting);
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

    private static object?[] Row(RunPlan plan, ItemResult result, bool waits)
    {
        if (waits)
        {
            var blank = new object?[Columns(plan).Length];
            (blank[0], blank[1], blank[2]) = (result.Id, result.Digest.ToString(), Waiting);
            return blank;
        }

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
