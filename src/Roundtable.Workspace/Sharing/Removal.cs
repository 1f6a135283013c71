using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Sharing;

/// <summary>Removes a session from everywhere that a site shows it: the gallery, its link, what is live of it, its contents and its file.</summary>
public sealed class Removal(SessionLibrary sessions, Shares shares, Gallery gallery, ILiveStore live, SharedLog log, WorkspaceContext workspace)
{
    /// <summary>Erases a session; false where there is none of that id.</summary>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public async Task<bool> EraseAsync(string id, CancellationToken cancellation)
    {
        var files = await sessions.OpenStoreAsync(cancellation);
        if (!files.Exists(id))
        {
            return false;
        }

        gallery.Hide(id);
        shares.Unshare(id);
        await using var use = await log.OpenAsync(cancellation);
        await live.EraseAsync(id, cancellation);
        await Erasure.EraseAsync(use.Log, files, id, workspace.Time, cancellation);
        SessionIndex.Erase(workspace.DataDirectory, id);
        return true;
    }
}
