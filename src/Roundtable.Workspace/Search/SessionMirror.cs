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
        foreach (var bytes in log is not null && log.Head.Size > _read ? log.Leaves(_read) : [])
        {
            cancellation.ThrowIfCancellationRequested();
            Take(log!, Leaf.Parse(bytes.Span), bytes.Span);
            _read++;
        }
    }

    private void Take(LogStore log, Leaf leaf, ReadOnlySpan<byte> bytes)
    {
        if (leaf is { Kind: LeafKind.SessionClosed, Session: { } closed } && SessionStore.IsId(closed) && !store.Exists(closed)
            && RecordLog.ReadLeaf(log, _read, bytes).Document is { } document && log.Content(document) is { } session)
        {
            store.WriteFile(closed, session);
        }
        else if (leaf is { Kind: LeafKind.Deletion, Session: { } deleted } && SessionStore.IsId(deleted))
        {
            store.Delete(deleted);
        }
    }
}
