using System.Globalization;
using System.Text;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Benches;

/// <summary>The report of a bench as Markdown.</summary>
public static class BenchMarkdown
{
    /// <summary>The document.</summary>
    public static string Of(BenchDocument document)
    {
        var text = new StringBuilder($"# Bench: {MarkdownText.Line(document.Set)}\n\n");
        text.Append($"**{MarkdownText.Line(BenchText.Headline(document.Report))}**\n\n");
        foreach (var finding in BenchSentences.Of(document))
        {
            text.Append($"- {MarkdownText.Line(finding)}\n");
        }

        foreach (var table in BenchTable.Of(document.Report))
        {
            text.Append($"\n## {MarkdownText.Line(table.Title)}\n\n");
            text.Append(table.Note is null ? "" : $"{MarkdownText.Line(table.Note)}\n\n");
            text.Append($"| {string.Join(" | ", table.Columns.Select(Cell))} |\n")
                .Append($"|{string.Concat(table.Columns.Select((_, i) => i == 0 ? " --- |" : " ---: |"))}\n");
            foreach (var row in table.Rows)
            {
                text.Append($"| {string.Join(" | ", row.Select(Cell))} |\n");
            }
        }

        return text
            .Append(CultureInfo.InvariantCulture, $"\nBench {document.Id}, {document.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC; votes {document.Votes}.\n")
            .ToString();
    }

    private static string Cell(string text) =>
        MarkdownText.Line(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("\\\\|", "\\|", StringComparison.Ordinal);
}
