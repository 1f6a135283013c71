using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Log;

/// <summary>The session files compared with the log, for verbs that say whether all is in order.</summary>
internal static class SessionDamage
{
    /// <summary>Every file that is not what the log has.</summary>
    /// <exception cref="DamagedLogException">When the log cannot be read.</exception>
    public static async Task<IReadOnlyList<Finding>> FindAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        using var log = await LogAccess.ReadAsync(workspace, cancellation);
        return await Task.Run(() => ClosedSessions.Check(log, new SessionStore(workspace.DataDirectory, workspace.Time), cancellation), cancellation);
    }

    /// <summary>The first file that is damaged, as verifying tells it; null where none is.</summary>
    public static DamagedLogException? First(IReadOnlyList<Finding> findings) =>
        findings.FirstOrDefault(f => f.IsDamage) is { } damage ? new DamagedLogException(damage.File, null, null, damage.Problem) : null;
}
