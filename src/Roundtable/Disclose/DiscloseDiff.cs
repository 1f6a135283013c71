using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose diff</c>: what changed from one disclosure to another.</summary>
internal static class DiscloseDiff
{
    private const string What = "A leaf, or a file: the JSON of a form, or a commitment.json.";

    private static readonly Argument<string> _before = new("BEFORE") { Description = What };
    private static readonly Argument<string> _after = new("AFTER") { Description = What };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "diff", "Show what changed from one form to another, or from one commitment to another.", [_before, _after], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var changes = await new DisclosureService(reader).CompareAsync(
            invocation.Parse.GetRequiredValue(_before), invocation.Parse.GetRequiredValue(_after), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject { ["changes"] = Document.Array(changes, c => c.Json()) }));
            return ExitCode.Ok;
        }

        foreach (var change in changes)
        {
            await invocation.Out.WriteLineAsync($"{Neutralise.Line(change.Where)}");
            await invocation.Out.WriteLineAsync($"  - {Neutralise.Line(change.Before ?? "nothing")}");
            await invocation.Out.WriteLineAsync($"  + {Neutralise.Line(change.After ?? "nothing")}");
        }

        if (changes.Count == 0)
        {
            await invocation.Out.WriteLineAsync("Nothing changed.");
        }

        return ExitCode.Ok;
    }
}
