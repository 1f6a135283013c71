using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log rotate-key</c>: a new key for the checkpoints to come.</summary>
internal static class LogRotateKey
{
    private static readonly Option<bool> _lost = new("--lost") { Description = "The old secret key cannot be found: the new one begins without its word." };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create(
            "rotate-key", "Give the log a new signing key. What the old one signed stays verifiable, and the old one signs the new.", [_lost], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var key = await new LogService(invocation.Workspace).RotateKeyAsync(invocation.Parse.GetValue(_lost), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["key"] = key.ToString() })
            : $"Checkpoints are signed with a new key from now on. Publish it where the old one was:\n{key}");
        return ExitCode.Ok;
    }
}
