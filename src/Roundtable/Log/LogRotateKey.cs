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

    private static readonly Option<string?> _pkcs11 = Pkcs11Option.Create(
        "The new key, as a pkcs11: URI with '?name=LOG', instead of a generated one in a file.");

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create(
            "rotate-key",
            "Give the log a new signing key. What the old one signed stays verifiable, and the old one signs the new.",
            [_lost, _pkcs11],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var key = await new LogService(invocation.Workspace).RotateKeyAsync(
            invocation.Parse.GetValue(_lost), invocation.Parse.GetValue(_pkcs11), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["key"] = key.ToString() })
            : $"Checkpoints are signed with a new key from now on. Publish it where the old one was:\n{key}");
        return ExitCode.Ok;
    }
}
