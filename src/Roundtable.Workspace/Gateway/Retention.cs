using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Gateway;

/// <summary>Erases the contents of exchanges that are older than they may be kept. Their leaves stay, and a deletion leaf says what is missing.</summary>
public static class Retention
{
    /// <summary>Contents of one deletion leaf.</summary>
    private const int MaxListed = 10_000;

    /// <summary>Erases. A content that anything else in the log refers to, or a younger exchange, stays until that is erased too.</summary>
    /// <param name="log">The log.</param>
    /// <param name="before">Exchanges that came before this moment.</param>
    /// <param name="now">The moment of the deletion.</param>
    /// <param name="cancellation">Stops; running it again goes on.</param>
    /// <returns>How many contents were erased.</returns>
    /// <exception cref="IOException">When the log cannot be written; running it again finishes.</exception>
    public static async Task<int> RunAsync(RecordLog log, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation)
    {
        HashSet<Digest> old = [];
        HashSet<Digest> openings = [];
        await foreach (var (_, _, leaf) in log.ReadAsync(0, cancellation))
        {
            // Where the openings are gone, the contents are too.
            if (leaf.Kind == LeafKind.Exchange && leaf.Time < before && leaf.OpenedBy is { } opened
                && await log.ContentAsync(opened, cancellation) is not null)
            {
                old.UnionWith(leaf.Contents().Select(c => c.Digest));
                openings.Add(opened);
            }
        }

        if (old.Count == 0)
        {
            return 0;
        }

        await foreach (var (_, _, leaf) in log.ReadAsync(0, cancellation))
        {
            if (leaf.Kind != LeafKind.Exchange || leaf.Time >= before)
            {
                old.ExceptWith(leaf.Contents().Select(c => c.Digest));
            }
        }

        // The openings last: they say which contents are a leaf's, so that what a crash leaves is found when this is run again.
        foreach (var part in Parts(old.Except(openings)).Concat(Parts(old.Intersect(openings))))
        {
            cancellation.ThrowIfCancellationRequested();
            var document = CanonicalJson.Write(new JsonArray([.. part.Select(d => (JsonNode)d.ToString())]));
            await log.AppendAsync(
                new Leaf { Kind = LeafKind.Deletion, Time = now, Document = Digest.Of(document) }, [document], cancellation);
            await log.EraseAsync(part, CancellationToken.None);
        }

        return old.Count;
    }

    private static IEnumerable<Digest[]> Parts(IEnumerable<Digest> contents) =>
        contents.Order(Comparer<Digest>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).Chunk(MaxListed);
}
