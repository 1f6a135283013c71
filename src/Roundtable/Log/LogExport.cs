using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Verify;
using Roundtable.Record.Bundles;
using Roundtable.Record.Entries;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log export</c>: the log in one file that verifies by itself.</summary>
internal static class LogExport
{
    private static readonly Option<string> _out = new("--out") { Description = "Where the bundle goes.", HelpName = "FILE", Required = true };
    private static readonly Option<string[]> _sessions = new("--session") { Description = "A session whose contents go along: its id, the beginning of it, or 'last'.", HelpName = "ID", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> _all = new("--contents") { Description = "Take every content along." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "export", "Write the log to one file that 'roundtable verify' checks anywhere. Contents go along only where that is asked.", [_out, _sessions, _all], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var sessions = new SessionStore(invocation.Workspace.DataDirectory);
        var chosen = invocation.Parse.GetValue(_sessions)!
            .Select(id => sessions.Find(id)?.Id ?? throw new WorkspaceException(ErrorKind.NotFound, $"There is no session '{id}'. 'roundtable sessions list' shows them."))
            .ToHashSet(StringComparer.Ordinal);
        var all = invocation.Parse.GetValue(_all);
        var path = invocation.Parse.GetValue(_out)!;
        using var store = await LogAccess.ReadAsync(invocation.Workspace, cancellation);
        if (store.Head.Size == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The log in {store.Location} has no leaves yet.");
        }

        var fresh = path + ".new";
        var progress = LeafProgress.For(invocation);
        long contents;
        Record.Checkpoints.Checkpoint checkpoint;
        try
        {
            await using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                (checkpoint, contents) = await Task.Run(() => BundleWriter.Write(store, Shown, file, cancellation, progress), cancellation);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
        finally
        {
            progress?.Clear();
        }

        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = path, ["leaves"] = checkpoint.Size, ["contents"] = contents, ["bytes"] = new FileInfo(path).Length })
            : string.Create(CultureInfo.InvariantCulture, $"{path}: {VerdictWords.Count((int)checkpoint.Size, "leaf", "leaves")}, {(contents == 0 ? "no contents" : VerdictWords.Count((int)contents, "content"))}, {new FileInfo(path).Length:N0} bytes.\n'roundtable verify {path}' checks it on any computer."));
        return ExitCode.Ok;

        bool Shown(LoggedLeaf logged) => all || (logged.Leaf.Session is { } session && chosen.Contains(session));
    }
}
