using System.Text;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Imports;

/// <summary>Makes published transcripts into sessions, counted again and checked like our own.</summary>
/// <param name="workspace">The data directory and its log.</param>
public sealed class ImportService(WorkspaceContext workspace)
{
    /// <summary>The sessions of a transcript, as they would be imported; nothing is kept.</summary>
    /// <exception cref="WorkspaceException">When there is no transcript in it, or none with a ballot.</exception>
    public ImportResult Check(TranscriptSource source) => new(source.Sessions(new Receipt(0, default, source.Digest), workspace.Time), IsKnown: false);

    /// <summary>Records the transcript, then saves its sessions; the same bytes again give the sessions that are there.</summary>
    /// <exception cref="WorkspaceException">When there is no transcript in it, or none with a ballot.</exception>
    public async Task<ImportResult> KeepAsync(TranscriptSource source, CancellationToken cancellation)
    {
        // Read before anything is recorded: what cannot be read leaves no trace.
        Check(source);
        var store = new SessionStore(workspace.DataDirectory, workspace.Time);
        await using var log = await LogAccess.OpenAsync(workspace, cancellation);
        var leaf = new Leaf
        {
            Kind = LeafKind.ExternalTranscript,
            Time = workspace.Time.GetUtcNow(),
            Document = source.Digest,
            Raw = Digest.Of(source.Raw),
        };
        var size = log.Size;
        var receipt = await log.AppendOnceAsync(leaf, [Encoding.UTF8.GetBytes(source.Text), source.Raw], cancellation);
        if (receipt.Leaf < size)
        {
            List<Session> there =
            [
                .. store.List().Select(s => s.Session).OfType<Session>().Where(s => s.Rounds.SelectMany(r => r.Ballots).Any(b => b.Receipt == receipt)),
            ];
            if (there.Count > 0)
            {
                return new ImportResult(there, IsKnown: true);
            }
        }

        var sessions = await SharedVotes.MeasuredAsync(source.Sessions(receipt, workspace.Time), workspace, cancellation);
        foreach (var session in sessions)
        {
            await store.SaveAsync(log, session, cancellation);
        }

        return new ImportResult(sessions, IsKnown: false);
    }
}

/// <summary>The sessions of a transcript.</summary>
/// <param name="Sessions">The sessions, at least one.</param>
/// <param name="IsKnown">Whether the transcript was imported before, so that nothing was added.</param>
public sealed record ImportResult(IReadOnlyList<Session> Sessions, bool IsKnown);
