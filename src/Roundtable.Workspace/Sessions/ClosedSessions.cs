using Roundtable.Record.Entries;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>The sessions that the log closed or deleted: what the session files are copies of.</summary>
public static class ClosedSessions
{
    /// <summary>The digest of each session's newest document, by its id; null for a session that was deleted.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public static IReadOnlyDictionary<string, Digest?> Of(LogStore log, CancellationToken cancellation)
    {
        Dictionary<string, Digest?> closed = new(StringComparer.Ordinal);
        long index = 0;
        foreach (var bytes in log.Leaves(0))
        {
            cancellation.ThrowIfCancellationRequested();
            if (bytes.Span.IndexOf("\"session-closed\""u8) >= 0 || bytes.Span.IndexOf("\"deletion\""u8) >= 0)
            {
                Add(closed, RecordLog.ReadLeaf(log, index, bytes.Span));
            }

            index++;
        }

        return closed;
    }

    /// <summary>Compares the session files with their documents in the log.</summary>
    /// <returns>A finding for each file that is another one than the log has, or that is missing.</returns>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public static IReadOnlyList<Finding> Check(LogStore log, SessionStore files, CancellationToken cancellation)
    {
        var closed = Of(log, cancellation);
        List<Finding> findings = [];
        foreach (var (id, digest) in closed.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
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

        foreach (var (id, _) in files.Files().Where(f => !closed.ContainsKey(f.Id)))
        {
            findings.Add(new Finding(files.PathOf(id), "the log has no such session", IsDamage: true));
        }

        return findings;
    }

    private static void Add(Dictionary<string, Digest?> closed, Leaf leaf)
    {
        if (leaf is { Kind: LeafKind.SessionClosed, Session: { } session, Document: { } document })
        {
            closed[session] = document;
        }
        else if (leaf is { Kind: LeafKind.Deletion, Session: { } deleted })
        {
            closed[deleted] = null;
        }
    }
}
