using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Evaluation;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Benches;

/// <summary>A bench's report on the terminal.</summary>
internal static class BenchView
{
    private const int MaxRows = 12;

    /// <summary>Writes a report, and how it compares with an earlier one.</summary>
    public static async Task WriteAsync(Invocation invocation, BenchResult result, BenchResult? earlier = null, BenchComparison? comparison = null)
    {
        if (invocation.Json)
        {
            var json = JsonSerializer.SerializeToNode(result.Document, BenchJson.Default.BenchDocument)!.AsObject();
            json["folder"] = result.Folder;
            if (comparison is not null)
            {
                json["against"] = new JsonObject
                {
                    ["id"] = earlier!.Document.Id,
                    ["comparison"] = JsonSerializer.SerializeToNode(comparison, BenchJson.Default.BenchComparison),
                };
            }

            await invocation.Out.WriteLineAsync(Document.Line(json));
            return;
        }

        var output = invocation.Out;
        await output.WriteLineAsync(Neutralise.Line(BenchText.Headline(result.Document.Report)));
        foreach (var finding in BenchSentences.Of(result.Document))
        {
            await output.WriteLineAsync("- " + Neutralise.Line(finding));
        }

        foreach (var table in BenchTable.Of(result.Document.Report).Take(result.Document.Report.Debate is null ? 3 : 4))
        {
            await WriteTableAsync(output, table);
        }

        if (comparison is not null)
        {
            await WriteTableAsync(output, BenchComparisonText.Table(comparison, earlier!.Document, result.Document), int.MaxValue);
        }

        await output.WriteLineAsync($"\nBench {result.Document.Id}; all tables and pictures in {Neutralise.Line(result.Folder)}: "
            + $"{BenchFolder.PageFile}, {BenchFolder.MarkdownFile}, {BenchFolder.ReportFile}.");
    }

    /// <summary>Writes one table in columns.</summary>
    public static async Task WriteTableAsync(TextWriter output, BenchTable table, int maxRows = MaxRows)
    {
        await output.WriteLineAsync($"\n{table.Title}");
        List<IReadOnlyList<string>> rows = [table.Columns, .. table.Rows.Take(maxRows)];
        var widths = table.Columns.Select((_, i) => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows)
        {
            await output.WriteLineAsync("  " + string.Join("  ", row.Select((c, i) =>
                i == 0 ? Neutralise.Line(c).PadRight(widths[i]) : Neutralise.Line(c).PadLeft(widths[i]))).TrimEnd());
        }

        if (table.Rows.Count > maxRows)
        {
            await output.WriteLineAsync($"  and {table.Rows.Count - maxRows} more");
        }
    }
}
