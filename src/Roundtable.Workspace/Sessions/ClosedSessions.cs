using Roundtable.Record.Entries;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>The sessions that the log closed or deleted: what the session files are copies of.</summary>
public static class ClosedSessions
{
    /// <summary>The digest of each session's newest document, by its id; null for a session that was deleted.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public static IReadOnlyDictionary<string, Digest?> Of(LogStore log, CancellationToken cancellation) => Read(log, cancellation).Closed;

    /// <summary>
    /// What <c>reindex</c> and <c>log fsck --repair</c> write: the documents of closed sessions whose file is missing or another one.
    /// Files that a newer program wrote stay, and documents that the log does not have any more are left out.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="files">The session files.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>A session's id and its document, in the order of ids; a document is read when it is its turn.</returns>
    /// <exception cref="DamagedLogException">When a leaf or a document cannot be read.</exception>
    public static IEnumerable<(string Id, byte[] Document)> Restorable(LogStore log, SessionStore files, CancellationToken cancellation)
    {
        foreach (var (id, digest) in Of(log, cancellation).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (digest is { } document && files.DigestOf(id) != document && files.TryOpen(id) is not { IsNewer: true } && log.Content(document) is { } bytes)
            {
                yield return (id, bytes);
            }
        }
    }

    /// <summary>Compares the session files with their documents in the log.</summary>
    /// <returns>A finding for each file that is another one than the log has, or that is missing, closed or not.</returns>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public static IReadOnlyList<Finding> Check(LogStore log, SessionStore files, CancellationToken cancellation)
    {
        var (closed, unclosed) = Read(log, cancellation);
        List<Finding> findings = [];
        // The ids are sorted, not the pairs: LINQ's code that sorts structures is compiled anew at every start of a short command.
        foreach (var id in closed.Keys.Order(StringComparer.Ordinal))
        {
            var digest = closed[id];
            if (digest is null)
            {
                if (files.Exists(id))
                {
                    findings.Add(new Finding(
                        files.PathOf(id), $"its erasure was cut short, or it was put back; 'roundtable sessions delete {id}' finishes it", IsDamage: false));
                }
            }
            else if (!files.Exists(id))
            {
                findings.Add(new Finding(files.PathOf(id), "it is missing; 'roundtable reindex' restores it from the log", IsDamage: false));
            }
            else if (files.DigestOf(id) != digest)
            {
                findings.Add(new Finding(
                    files.PathOf(id), "it is not what the log has of this session; 'roundtable reindex' restores it from the log", IsDamage: true));
            }
        }

        foreach (var id in unclosed)
        {
            findings.Add(new Finding(
                files.PathOf(id),
                "the log has the beginning of this session and not its end: it is held now, or was cut short; "
                    + $"'roundtable sessions resume {id}' goes on with it",
                IsDamage: false));
        }

        foreach (var id in files.Ids().Where(id => !closed.ContainsKey(id)))
        {
            findings.Add(new Finding(files.PathOf(id), "the log has no such session", IsDamage: true));
        }

        return findings;
    }

    /// <summary>What was closed or deleted, and the ids of sessions that were opened and are neither, in their order.</summary>
    private static (Dictionary<string, Digest?> Closed, IEnumerable<string> Unclosed) Read(LogStore log, CancellationToken cancellation)
    {
        Dictionary<string, Digest?> closed = new(StringComparer.Ordinal);
        SortedSet<string> opened = new(StringComparer.Ordinal);
        long index = 0;
        foreach (var bytes in log.Leaves(0))
        {
            cancellation.ThrowIfCancellationRequested();
            var text = bytes.Span;
            if (text.IndexOf("\"session-closed\""u8) >= 0 || text.IndexOf("\"deletion\""u8) >= 0 || text.IndexOf("\"session-opened\""u8) >= 0)
            {
                if (RecordLog.ReadLeaf(log, index, text) is { Session: { } session } leaf && SessionStore.IsId(session))
                {
                    Add(closed, opened, leaf, session);
                }
            }

            index++;
        }

        return (closed, opened.Where(id => !closed.ContainsKey(id)));
    }

    private static void Add(Dictionary<string, Digest?> closed, SortedSet<string> opened, Leaf leaf, string session)
    {
        switch (leaf)
        {
            case { Kind: LeafKind.SessionClosed, Document: { } document }:
                closed[session] = document;
                break;
            case { Kind: LeafKind.Deletion }:
                closed[session] = null;
                break;
            case { Kind: LeafKind.SessionOpened }:
                opened.Add(session);
                break;
        }
    }
}
