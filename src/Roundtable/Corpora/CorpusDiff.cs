using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus diff</c>: what became of the rows from one scan to another.</summary>
internal static class CorpusDiff
{
    private static readonly Argument<string> _second = new("OTHER") { Description = "The folder of another one." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "diff", "Compare two scans: rows added and removed, and rows whose origin changed.", [ReportArgument.Folder, _second], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var difference = await CorpusService.DifferenceAsync(
            ReportArgument.Read(invocation), invocation.Parse.GetRequiredValue(_second), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["same"] = difference.Same,
                ["added"] = difference.Added,
                ["removed"] = difference.Removed,
                ["changed"] = Document.Array(difference.Changed, c => new JsonObject
                {
                    ["from"] = Kebab.Name(c.From),
                    ["to"] = Kebab.Name(c.To),
                    ["rows"] = c.Rows,
                    ["first"] = $"{c.First.File}:{c.First.Row}",
                }),
            }));
            return ExitCode.Ok;
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{difference.Same:N0} rows are in both with the same origin, {difference.Added:N0} only in the second, ")
            .AppendLine(CultureInfo.InvariantCulture, $"{difference.Removed:N0} only in the first.");
        foreach (var change in difference.Changed)
        {
            var first = string.Create(CultureInfo.InvariantCulture, $"{Neutralise.Line(change.First.File)}:{change.First.Row}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {change.Rows,12:N0} from {Kebab.Name(change.From)} to {Kebab.Name(change.To)}, first {first}");
        }

        await invocation.Out.WriteAsync(text, cancellation);
        return ExitCode.Ok;
    }
}
