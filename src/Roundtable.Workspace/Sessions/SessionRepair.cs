using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Sessions;

/// <summary>Session files that are missing or damaged, written again from a log that is in order.</summary>
/// <param name="workspace">The data directory and its log.</param>
public sealed class SessionRepair(WorkspaceContext workspace)
{
    /// <summary>The repairs that can be made.</summary>
    /// <exception cref="DamagedLogException">When the log cannot be read.</exception>
    public async Task<IReadOnlyList<Repair>> PlanAsync(CancellationToken cancellation)
    {
        var files = new SessionStore(workspace.DataDirectory, workspace.Time);
        using var log = await LogAccess.ReadAsync(workspace, cancellation);
        return await Task.Run<IReadOnlyList<Repair>>(() => [.. ClosedSessions.Restorable(log, files, cancellation).Select(Of)], cancellation);

        Repair Of((string Id, byte[] Document) session) => new(files.PathOf(session.Id), "the log has the session's document", session.Document);
    }

    /// <summary>Makes them. A file that is replaced is kept beside the new one, where an erasure of the session finds it.</summary>
    /// <returns>What was repaired, and the files that were kept.</returns>
    /// <exception cref="DamagedLogException">When the log cannot be read.</exception>
    /// <exception cref="IOException">When a file cannot be written.</exception>
    public async Task<(IReadOnlyList<Repair> Repairs, IReadOnlyList<string> Kept)> RunAsync(CancellationToken cancellation)
    {
        var files = new SessionStore(workspace.DataDirectory, workspace.Time);
        List<string> kept = [];
        var repairs = await PlanAsync(cancellation);
        foreach (var repair in repairs)
        {
            kept.AddRange(files.Restore(Path.GetFileNameWithoutExtension(repair.File), repair.Right!.Value.Span) is { } old ? [old] : []);
        }

        return (repairs, kept);
    }
}
