using System.Text.Json.Nodes;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Rules;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>
/// Rebuilds from the log what can be rebuilt: missing session files, gold and learned rules, the search index and the indexes of calls and of answers.
/// </summary>
/// <param name="workspace">The data directory and its log.</param>
public sealed class Reindexing(WorkspaceContext workspace)
{
    /// <summary>
    /// Restores missing and damaged session files from the log, and rebuilds the search index and those of calls and of answers. Files that a newer
    /// program wrote stay.
    /// </summary>
    /// <param name="progress">Is told how many sessions are in the index so far; null for nobody.</param>
    /// <param name="cancellation">Stops; running it again finishes.</param>
    public async Task<ReindexResult> RunAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        var store = new SessionStore(workspace.DataDirectory, workspace.Time);
        if (LogAccess.Database(workspace) is null)
        {
            ContentIndexReset.Run(workspace.DataDirectory);
        }

        var (restored, newer) = Directory.Exists(workspace.DataDirectory) ? await RestoreAsync(store, cancellation) : ([], []);
        if (Directory.Exists(workspace.DataDirectory))
        {
            await RestoreGoldAsync(cancellation);
        }

        SessionIndex.Remove(workspace.DataDirectory);
        using var index = SessionIndex.Open(workspace.DataDirectory);
        index.CatchUp(store, () => LogAccess.TryRead(workspace), progress, cancellation);
        using (var log = LogAccess.TryRead(workspace))
        {
            CallIndex.Remove(workspace.DataDirectory);
            AnswerIndex.Remove(workspace.DataDirectory);
            if (log is not null)
            {
                using var calls = CallIndex.Open(workspace.DataDirectory);
                calls.CatchUp(log, cancellation);
                using var answers = AnswerIndex.Open(workspace.DataDirectory);
                answers.CatchUp(log, cancellation);
            }
        }

        return new ReindexResult(index.Count(), restored, newer);
    }

    private async Task RestoreGoldAsync(CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation);
        await new GoldRestoration(workspace).RunAsync(log, cancellation);
    }

    /// <summary>Writes every session that the log closed and did not delete, and whose file is missing or another one.</summary>
    private async Task<(IReadOnlyList<string> Restored, IReadOnlyList<string> Newer)> RestoreAsync(SessionStore store, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation);
        List<string> restored = [];
        foreach (var (id, document) in ClosedSessions.Restorable(log.Store, store, cancellation))
        {
            store.Restore(id, document);
            restored.Add(id);
        }

        await new RuleStore(workspace).RestoreAsync(log, cancellation);
        return (restored, [.. store.List().Where(s => s.IsNewer).Select(s => s.Id)]);
    }
}

/// <summary>What was rebuilt.</summary>
/// <param name="Sessions">How many sessions the index holds.</param>
/// <param name="Restored">Ids of the sessions whose files were restored from the log.</param>
/// <param name="Newer">Ids of the sessions whose files a newer program wrote; they were left as they are.</param>
public sealed record ReindexResult(int Sessions, IReadOnlyList<string> Restored, IReadOnlyList<string> Newer)
{
    /// <summary>The result as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["sessions"] = Sessions,
        ["restored"] = Document.Array(Restored, r => r),
        ["newer"] = Document.Array(Newer, n => n),
    };
}
