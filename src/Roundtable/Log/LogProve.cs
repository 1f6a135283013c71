using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log prove</c>: a file that proves to a stranger that a leaf stands in the log.</summary>
internal static class LogProve
{
    private static readonly Argument<long> _leaf = LeafArgument.Create();
    private static readonly Option<string> _out = new("--out") { Description = "Where the proof goes.", HelpName = "FILE", Required = true };
    private static readonly Option<string[]> _open = new("--open")
    {
        Description = "A field to open to whoever gets the proof: output, prompt, settings, raw, document or reason. All others stay closed.",
        HelpName = "FIELD",
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("prove", "Write a proof that a leaf is in the log; 'roundtable verify' checks it anywhere.", [_leaf, _out, _open], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (index, path) = (invocation.Parse.GetValue(_leaf), invocation.Parse.GetValue(_out)!);
        var proof = await new LogService(invocation.Workspace).ProveAsync(index, invocation.Parse.GetValue(_open) ?? [], path, cancellation);
        var opened = proof.Opened.Count == 0 ? "; its contents stay closed" : $", and opens {string.Join(", ", proof.Opened.Keys)}";
        var size = proof.Proof.Checkpoint.Checkpoint.Size;
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject
            {
                ["leaf"] = index,
                ["file"] = path,
                ["hashes"] = proof.Proof.Hashes.Count,
                ["opened"] = Document.Array(proof.Opened.Keys, k => k),
            })
            : string.Create(CultureInfo.InvariantCulture, $"{path} proves leaf {index} of {size} with {proof.Proof.Hashes.Count} hashes{opened}.")
            + $"\n'roundtable verify {path} --key {proof.Keys[^1]}' checks it on any computer.");
        return ExitCode.Ok;
    }
}
