using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>
/// Where several servers share a log in a database, each has its own session files: this one's are brought up to what the
/// log says before they are read. With the log in files there is nothing to do, since whoever closes a session writes its file.
/// </summary>
public sealed class SessionMirror(SessionStore store, WorkspaceContext workspace) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _read;

    /// <summary>Reads the log on from where it was read last, and writes and removes session files accordingly.</summary>
    /// <exception cref="IOException">When a session file cannot be written.</exception>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (LogAccess.Database(workspace) is null)
        {
            return;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            await Task.Run(() => CatchUp(cancellation), cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private void CatchUp(CancellationToken cancellation)
    {
        using var log = LogAccess.TryRead(workspace);
        if (log is null || log.Head.Size <= _read)
        {
            return;
        }

        // A session is closed again where a seat answered later or a person regrouped it: what was closed last is the session.
        var (at, last) = (_read, new Dictionary<string, (long Index, Digest Document)>(StringComparer.Ordinal));
        foreach (var bytes in log.Leaves(_read))
        {
            cancellation.ThrowIfCancellationRequested();
            var leaf = Leaf.Parse(bytes.Span);
            if (leaf is { Kind: LeafKind.SessionClosed, Session: { } closed } && SessionStore.IsId(closed)
                && RecordLog.ReadLeaf(log, at, bytes.Span).Document is { } document)
            {
                last[closed] = (at, document);
            }
            else if (leaf is { Kind: LeafKind.Deletion, Session: { } deleted } && SessionStore.IsId(deleted))
            {
                last.Remove(deleted);
                store.Delete(deleted);
            }

            at++;
        }

        foreach (var (id, (_, document)) in last.OrderBy(p => p.Value.Index))
        {
            cancellation.ThrowIfCancellationRequested();
            if ((!store.Exists(id) || !IsSame(id, document)) && log.Content(document) is { } session)
            {
                store.WriteFile(id, session);
            }
        }

        _read = at;
    }

    private bool IsSame(string id, Digest document)
    {
        try
        {
            return Digest.Of(File.ReadAllBytes(store.PathOf(id))) == document;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
