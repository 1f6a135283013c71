using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Benches;

/// <summary><c>roundtable bench compare</c>: two reports, item by item.</summary>
internal static class BenchCompare
{
    private static readonly Argument<string> _first = new("FIRST") { Description = "The id of a bench, or the folder with its report.json." };

    private static readonly Argument<string> _second = new("SECOND") { Description = "The bench that is compared with it." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "compare", "Compare two benches over the items that both have, item by item.", [_first, _second], async (invocation, _) =>
    {
        var service = new BenchService(invocation.Workspace);
        var (first, second) = (service.Find(invocation.Parse.GetRequiredValue(_first)), service.Find(invocation.Parse.GetRequiredValue(_second)));
        var comparison = service.Compare(first.Folder, second.Folder);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["first"] = first.Document.Id,
                ["second"] = second.Document.Id,
                ["comparison"] = JsonSerializer.SerializeToNode(comparison, BenchJson.Default.BenchComparison),
            }));
        }
        else
        {
            await BenchView.WriteTableAsync(invocation.Out, BenchComparisonText.Table(comparison, first.Document, second.Document), int.MaxValue);
        }

        return ExitCode.Ok;
    });
}
