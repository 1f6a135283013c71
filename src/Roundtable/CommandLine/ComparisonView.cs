using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.CommandLine;

/// <summary>Two things side by side, for the console.</summary>
internal static class ComparisonView
{
    private const string Nothing = "nothing";

    /// <summary>Writes a comparison: what is equal in a line, what differs with both sides.</summary>
    public static async Task<int> WriteAsync(Invocation invocation, SideBySide comparison)
    {
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(comparison.Json()) : Text(comparison));
        return ExitCode.Ok;
    }

    private static string Text(SideBySide comparison)
    {
        var text = new StringBuilder();
        text.AppendLine(Line(comparison.Summary));
        foreach (var (side, thing) in ((string, ComparedThing)[])[("Left", comparison.Left), ("Right", comparison.Right)])
        {
            var result = thing.Result is null ? "" : $": {thing.Result}";
            text.AppendLine(Line($"{side}: {thing.Id}{(thing.Simulated ? " (SIMULATED)" : "")}: {thing.Title}{result}"));
        }

        foreach (var table in comparison.Tables.Where(t => t.Rows.Count > 0))
        {
            text.AppendLine().AppendLine(Line(table.Title));
            foreach (var row in table.Rows)
            {
                var mark = row.IsChanged ? "*" : " ";
                text.AppendLine(Line(row.Left == row.Right ? $"  {row.What}: {row.Left}"
                    : $"{mark} {row.What}: {row.Left ?? Nothing} → {row.Right ?? Nothing}"));
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Line(string text) => text.StartsWith("  ", StringComparison.Ordinal) ? "  " + Neutralise.Line(text[2..]) : Neutralise.Line(text);
}
