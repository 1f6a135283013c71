using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Index;

/// <summary><c>roundtable reindex</c>: session files and the index, made again from the log.</summary>
internal static class ReindexCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("reindex", "Restore missing session files from the log, and make the search index anew.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var store = new SessionStore(invocation.Workspace.DataDirectory, invocation.Workspace.Time);
        if (LogAccess.Database(invocation.Workspace) is null)
        {
            ContentIndexReset.Run(invocation.Workspace.DataDirectory);
        }

        var restored = Directory.Exists(invocation.Workspace.DataDirectory) ? await RestoreAsync(invocation, store, cancellation) : [];
        SessionIndex.Remove(invocation.Workspace.DataDirectory);
        using var index = SessionIndex.Open(invocation.Workspace.DataDirectory);
        var progress = Console.IsErrorRedirected ? null : new Counter(invocation.Error);
        var sessions = index.CatchUp(store, () => LogAccess.TryRead(invocation.Workspace), progress, cancellation);
        progress?.Clear();
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["sessions"] = sessions, ["restored"] = Document.Array(restored, r => r) })
            : $"{VerdictWords.Count(sessions, "session is", "sessions are")} in the index; {(restored.Count == 0 ? "no file was missing" : $"restored from the log: {string.Join(", ", restored)}")}.");
        return ExitCode.Ok;
    }

    /// <summary>Writes every session that the log closed and did not delete, and whose file is missing or cannot be read.</summary>
    private static async Task<IReadOnlyList<string>> RestoreAsync(Invocation invocation, SessionStore store, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenReadOnlyAsync(invocation.Workspace, cancellation);
        Dictionary<string, Digest> closed = new(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            if (logged.Leaf is { Kind: LeafKind.SessionClosed, Session: { } session, Document: { } document })
            {
                closed[session] = document;
            }
            else if (logged.Leaf is { Kind: LeafKind.Deletion, Session: { } deleted })
            {
                closed.Remove(deleted);
            }
        }

        List<string> restored = [];
        foreach (var (id, document) in closed.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (store.TryRead(id) is null && await log.ContentAsync(document, cancellation) is { } bytes)
            {
                store.Restore(id, bytes);
                restored.Add(id);
            }
        }

        return restored;
    }

    private sealed class Counter(TextWriter error) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 20 == 0)
            {
                error.Write($"\r{value} sessions…");
            }
        }

        public void Clear() => error.Write("\r\u001b[K");
    }
}
