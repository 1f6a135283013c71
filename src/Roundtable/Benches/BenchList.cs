using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Benches;

/// <summary><c>roundtable bench list</c>: the reports that the data directory keeps.</summary>
internal static class BenchList
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("list", "List reports, newest first.", [], async (invocation, _) =>
    {
        var benches = new BenchService(invocation.Workspace).List();
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["benches"] = Document.Array(benches, BenchLine.Of),
            }));
            return ExitCode.Ok;
        }

        foreach (var bench in benches)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(string.Create(
                CultureInfo.InvariantCulture, $"{bench.Id}  {bench.Time.UtcDateTime:yyyy-MM-dd HH:mm}  {bench.Set}: {BenchText.Headline(bench.Report)}")));
        }

        if (benches.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is no bench yet; 'roundtable bench' makes one.");
        }

        return ExitCode.Ok;
    });
}
