using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Tiles;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log checkpoint</c>: what the log commits to now, for an auditor to keep.</summary>
internal static class LogCheckpoint
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("checkpoint", "Sign what the log holds now and print it: keep it, and 'log verify --from' shows later that nothing was taken back.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        await log.PublishAsync();
        var checkpoint = Encoding.UTF8.GetString(log.Store.Read(ILogResources.Checkpoint)!);
        await invocation.Out.WriteAsync(invocation.Json
            ? Document.Line(new JsonObject { ["size"] = log.Size, ["root"] = log.Root.ToString(), ["checkpoint"] = checkpoint }) + "\n"
            : checkpoint);
        return ExitCode.Ok;
    }
}
