using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>
/// Where several servers share a log in a database, each has its own session files: this one's are brought up to what the
/// log says before they are read. With the log in files there is nothing to do, since whoever closes a session writes its file.
/// </summary>
public sealed class SessionMirror
{
    private readonly SessionStore _store;
    private readonly WorkspaceContext _workspace;
    private readonly SharedRun<long> _catchUp;
    private long _read;

    /// <summary>Keeps the session files of a data directory.</summary>
    public SessionMirror(SessionStore store, WorkspaceContext workspace)
    {
        (_store, _workspace) = (store, workspace);
        _catchUp = new SharedRun<long>(() =>
        {
            CatchUp();
            return Task.FromResult(_read);
        });
    }

    /// <summary>Reads the log on from where it was read last, and writes and removes session files accordingly.</summary>
    /// <exception cref="IOException">When a session file cannot be written.</exception>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (LogAccess.Database(_workspace) is not null)
        {
            await _catchUp.ResultAsync(cancellation);
        }
    }

    private void CatchUp()
    {
        using var log = LogAccess.TryRead(_workspace);
        if (log is null || log.Head.Size <= _read)
        {
            return;
        }

        // A session is closed again where a seat answered later or a person regrouped it: what was closed last is the session.
        var (at, last) = (_read, new Dictionary<string, (long Index, Digest Document)>(StringComparer.Ordinal));
        foreach (var bytes in log.Leaves(_read))
        {
            var leaf = Leaf.Parse(bytes.Span);
            if (leaf is { Kind: LeafKind.SessionClosed, Session: { } closed } && SessionStore.IsId(closed)
                && RecordLog.ReadLeaf(log, at, bytes.Span).Document is { } document)
            {
                last[closed] = (at, document);
            }
            else if (leaf is { Kind: LeafKind.Deletion, Session: { } deleted } && SessionStore.IsId(deleted))
            {
                last.Remove(deleted);
                SessionIndex.EraseWith(_workspace.DataDirectory, _store, deleted);
            }

            at++;
        }

        foreach (var (id, (_, document)) in last.OrderBy(p => p.Value.Index))
        {
            if ((!_store.Exists(id) || !IsSame(id, document)) && log.Content(document) is { } session)
            {
                _store.WriteFile(id, session);
            }
        }

        _read = at;
    }

    private bool IsSame(string id, Digest document)
    {
        try
        {
            return Digest.Of(File.ReadAllBytes(_store.PathOf(id))) == document;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
