using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>
/// Where several servers share a log in a database, each has its own session files: this one's are brought up to what the
/// log says before they are read. With the log in files there is nothing to do, since whoever closes a session writes its file.
/// </summary>
public sealed class SessionMirror(SessionStore store, WorkspaceContext workspace)
{
    private readonly Lock _lock = new();
    private long _read;

    /// <summary>Reads the log on from where it was read last.</summary>
    public void CatchUp()
    {
        if (LogAccess.Database(workspace) is null)
        {
            return;
        }

        lock (_lock)
        {
            if (LogAccess.TryRead(workspace) is not { } log)
            {
                return;
            }

            using (log)
            {
                foreach (var bytes in log.Head.Size > _read ? log.Leaves(_read) : [])
                {
                    var leaf = Leaf.Parse(bytes.Span);
                    if (leaf is { Kind: LeafKind.SessionClosed, Session: { } closed }
                        && SessionStore.IsId(closed)
                        && !store.Exists(closed)
                        && RecordLog.ReadLeaf(log, _read, bytes.Span).Document is { } document
                        && log.Content(document) is { } session)
                    {
                        store.WriteFile(closed, session);
                    }
                    else if (leaf is { Kind: LeafKind.Deletion, Session: { } deleted } && SessionStore.IsId(deleted))
                    {
                        store.Delete(deleted);
                    }

                    _read++;
                }
            }
        }
    }
}
