using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log export</c>: the log in one file that verifies by itself.</summary>
internal static class LogExport
{
    private static readonly Option<string> _out = new("--out") { Description = "Where the bundle goes.", HelpName = "FILE", Required = true };

    private static readonly Option<string[]> _sessions = new("--session")
    {
        Description = "A session whose contents are included: its id, the beginning of it, or 'last'.",
        HelpName = "ID",
    };

    private static readonly Option<bool> _all = new("--contents") { Description = "Include every content." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "export",
        "Write the log to one file that 'roundtable verify' checks anywhere. Contents are included only on request.",
        [_out, _sessions, _all],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var sessions = new SessionService(invocation.Workspace);
        var chosen = (invocation.Parse.GetValue(_sessions) ?? []).Select(id => sessions.Get(id).Id).ToHashSet(StringComparer.Ordinal);
        var all = invocation.Parse.GetValue(_all);
        var path = invocation.Parse.GetValue(_out)!;
        long contents;
        Record.Checkpoints.Checkpoint checkpoint;
        using (var counter = CountLine.Open(invocation, "leaves", every: 4096))
        {
            (checkpoint, contents) = await new LogService(invocation.Workspace).ExportAsync(path, Shown, counter, cancellation);
        }

        var bytes = new FileInfo(path).Length;
        var size = VerdictText.Count((int)checkpoint.Size, "leaf", "leaves");
        var with = contents == 0 ? "no contents" : VerdictText.Count((int)contents, "content");
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = path, ["leaves"] = checkpoint.Size, ["contents"] = contents, ["bytes"] = bytes })
            : string.Create(CultureInfo.InvariantCulture, $"{path}: {size}, {with}, {bytes:N0} bytes.")
            + $"\n'roundtable verify {path}' checks it on any computer.");
        return ExitCode.Ok;

        bool Shown(LoggedLeaf logged) => all || (logged.Leaf.Session is { } session && chosen.Contains(session));
    }
}
