using System.Text;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Imports;

/// <summary>Makes published transcripts into sessions, counted again and checked like our own.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class ImportService(WorkspaceContext workspace)
{
    /// <summary>The sessions of a transcript, as they would be imported; nothing is kept.</summary>
    /// <returns>The result, with the error where there is no transcript in the source, or none with a ballot.</returns>
    public ImportResult Check(TranscriptSource source)
    {
        try
        {
            return new ImportResult(source.Name, source.Sessions(new Receipt(0, default, source.Digest), workspace.Time), ImportStatus.Checked);
        }
        catch (WorkspaceException e)
        {
            return ImportResult.Unread(source.Name, e);
        }
    }

    /// <summary>Records a transcript that can be read, then saves its sessions; the same bytes again give the sessions that are there.</summary>
    /// <param name="source">The transcript.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When there is no transcript in it, or none with a ballot.</exception>
    public async Task<ImportResult> KeepAsync(TranscriptSource source, RecordLog log, CancellationToken cancellation)
    {
        var store = new SessionStore(workspace.DataDirectory, workspace.Time);
        var leaf = new Leaf
        {
            Kind = LeafKind.ExternalTranscript,
            Time = workspace.Time.GetUtcNow(),
            Document = source.Digest,
            Raw = Digest.Of(source.Raw),
        };
        var size = log.Size;
        IReadOnlyList<ReadOnlyMemory<byte>> contents = [Encoding.UTF8.GetBytes(source.Text), source.Raw];
        var receipt = await log.AppendOnceAsync(leaf, contents, cancellation);
        if (receipt.Leaf < size && await log.ContentAsync(source.Digest, cancellation) is null)
        {
            // It was imported before, and what it said was erased: it is recorded as it is imported now.
            receipt = await log.AppendAsync(leaf, contents, cancellation);
        }

        var sessions = await SharedVotes.MeasuredAsync(source.Sessions(receipt, workspace.Time), workspace, cancellation);
        var there = receipt.Leaf < size
            ? store.List().Select(s => s.Session).OfType<Session>().Where(s => s.Rounds.SelectMany(r => r.Ballots).Any(b => b.Receipt == receipt)).ToList()
            : [];

        // A later version of this program may read the same page better: what it found then must not stand as what it finds now.
        List<Session?> known = [.. sessions.Select(s => there.Find(t => IsSameReading(s, t)))];
        if (!known.Contains(null))
        {
            return new ImportResult(source.Name, [.. known.OfType<Session>()], ImportStatus.Known);
        }

        foreach (var session in sessions)
        {
            await store.SaveAsync(log, session, cancellation);
        }

        return new ImportResult(source.Name, sessions, there.Count > 0 ? ImportStatus.ReadAnew : ImportStatus.Imported);
    }

    /// <summary>Whether two sessions of one page have the same ballots and findings; how positions are grouped may have been changed by hand.</summary>
    private static bool IsSameReading(Session a, Session b)
    {
        return SessionJson.Write(Reading(a)).AsSpan().SequenceEqual(SessionJson.Write(Reading(b)));

        Session Reading(Session session) =>
            session with { Id = a.Id, Opened = a.Opened, ImportedFrom = a.ImportedFrom, Clusterings = [], Verdict = a.Verdict, Minutes = a.Minutes };
    }
}
