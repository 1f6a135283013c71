using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Watch;

/// <summary><c>watch list</c>: the findings on record.</summary>
internal static class WatchList
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("list", "List the findings on record, newest report first.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var findings = (await new WatchCases(invocation.Workspace).ReadAsync(cancellation)).Findings;
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject { ["findings"] = Document.Array(findings, f => f.Row()) }));
            return ExitCode.Ok;
        }

        foreach (var finding in findings)
        {
            await invocation.Out.WriteLineAsync(
                $"{finding.Id}  {finding.Grade}  {Neutralise.Line(finding.State)}  {finding.Finding["prompts"]} prompts of {finding.Finding["callers"]} "
                    + $"callers  leaf {finding.Report}");
        }

        await invocation.Out.WriteLineAsync(findings.Count == 0 ? "No finding is on record." : WatchJson.Notice);
        return ExitCode.Ok;
    }
}
