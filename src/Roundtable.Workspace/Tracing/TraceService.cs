using Roundtable.Corpus.References;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Tracing;

/// <summary>Traces texts to where they come from: answers on the record with their sessions, rows of scanned corpora, reference collections.</summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class TraceService(WorkspaceContext workspace)
{
    /// <summary>Finds the texts that a text may come from.</summary>
    /// <param name="text">The text, a sentence or more.</param>
    /// <param name="against">Files to look in besides the record and the scanned corpora, as for a scan.</param>
    /// <param name="max">The maximum number of places for each collection, from 1 to 1000.</param>
    /// <param name="listener">Is told how far it is, and of corpora that changed since they were scanned.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Every collection that was searched, with the places found in it.</returns>
    /// <exception cref="WorkspaceException">When there is no text, or a path does not exist.</exception>
    public async Task<IReadOnlyList<TracedCollection>> FindAsync(
        string text, IReadOnlyList<string> against, int max, ScanListener listener, CancellationToken cancellation)
    {
        if (max is < 1 or > 1000)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--max is a number from 1 to 1000.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "There is no text to trace.");
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        using var references = await ScanReferences.ForTraceAsync(workspace, access, new ReferenceChoice(against), listener, cancellation);
        return await Task.Run<IReadOnlyList<TracedCollection>>(() => [.. references.Stores.Select(Search)], cancellation);

        TracedCollection Search(ReferenceStore store) => new(
            store.Manifest.Name,
            store.Manifest.Rows,
            [.. TraceSearch.Find(store, text, max, cancellation).Select(h => Place(access, h))]);
    }

    private static TracedPlace Place(RegistryAccess access, ReferenceHit hit)
    {
        if (hit.File is not null || access.Log is not { } log || log.Leaves(hit.Row).FirstOrDefault() is not { Length: > 0 } bytes)
        {
            return new TracedPlace(hit, null);
        }

        var leaf = RecordLog.ReadLeaf(log, hit.Row, bytes.Span);
        if (leaf.Session is not { } id)
        {
            return new TracedPlace(hit, null) { Call = leaf.Kind == LeafKind.Exchange ? leaf.Call : null };
        }

        var session = access.Sessions.TryRead(id);
        var spoken = session is null ? null : SpokenText.OfSeats(session).FirstOrDefault(s => s.Receipt.Leaf == hit.Row);
        return new TracedPlace(hit, id, spoken is null ? null : session!.Panel[spoken.Seat - 1].Name, session?.Question.Text);
    }
}
