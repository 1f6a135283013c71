using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Sharing;

/// <summary>Removes a session from everywhere: the gallery, its link, its contents, what is live of it, the search index and its file.</summary>
public sealed class Removal(SessionLibrary sessions, Shares shares, Gallery gallery, ILiveStore live, SharedLog log, WorkspaceContext workspace)
{
    /// <summary>Erases a session for a program that does nothing else.</summary>
    /// <returns>How many contents were erased; null where there is no session of that id.</returns>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public static async Task<int?> RunAsync(WorkspaceContext workspace, string id, CancellationToken cancellation)
    {
        await using var log = new SharedLog(workspace);
        await using var database = LogAccess.Database(workspace) is { } address
            ? new PostgresLive(address, workspace.Time, NullLogger<PostgresLive>.Instance)
            : null;
        ILiveStore live = database is null ? new LiveMemory(workspace.DataDirectory, workspace.Time, NullLogger<LiveMemory>.Instance) : database;
        var shares = new Shares(workspace);
        return await new Removal(new SessionLibrary(workspace), shares, new Gallery(workspace, shares), live, log, workspace).EraseAsync(id, cancellation);
    }

    /// <summary>Erases a session.</summary>
    /// <returns>How many contents were erased; null where there is no session of that id.</returns>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public async Task<int?> EraseAsync(string id, CancellationToken cancellation)
    {
        var files = await sessions.OpenStoreAsync(cancellation);
        if (!files.Exists(id))
        {
            return null;
        }

        gallery.Hide(id);
        shares.Unshare(id);
        await using var use = await log.OpenAsync(cancellation);
        var erased = await Erasure.EraseContentsAsync(use.Log, id, workspace.Time, cancellation);
        await live.EraseAsync(id, CancellationToken.None);
        SessionIndex.EraseWith(workspace.DataDirectory, files, id);
        return erased;
    }
}
