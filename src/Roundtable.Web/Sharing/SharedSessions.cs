using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Sharing;

/// <summary>Sessions by the links under which they were made public, for one request.</summary>
public sealed class SharedSessions(Shares shares, SessionLibrary sessions, WorkspaceReader reader)
{
    /// <summary>The session that a link opens; null where there is none.</summary>
    public async Task<SessionViewModel?> ViewAsync(string link, CancellationToken cancellation) =>
        shares.Session(link) is { } session ? await sessions.ViewAsync(session, reader, cancellation) : null;
}
