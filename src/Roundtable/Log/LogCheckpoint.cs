using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log checkpoint</c>: what the log commits to now, for an auditor to keep.</summary>
internal static class LogCheckpoint
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "checkpoint", "Sign a checkpoint and print it: keep it, and 'log verify --from' shows later that nothing was taken back.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (size, root, checkpoint) = await new LogService(invocation.Workspace).PublishAsync(cancellation);
        await invocation.Out.WriteAsync(invocation.Json
            ? Document.Line(new JsonObject { ["size"] = size, ["root"] = root.ToString(), ["checkpoint"] = checkpoint }) + "\n"
            : checkpoint);
        return ExitCode.Ok;
    }
}
