using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>Traces a text to the texts that it may come from.</summary>
public static class TraceSearch
{
    private const double Near = 0.5;

    /// <summary>Finds the entries of a collection that a text may come from: equal texts, near-duplicates, and texts with common passages.</summary>
    /// <param name="store">The collection.</param>
    /// <param name="text">The text, a sentence or more.</param>
    /// <param name="max">The maximum number of entries.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The entries: equal ones first, then by the number of common words.</returns>
    public static IReadOnlyList<ReferenceHit> Find(ReferenceStore store, string text, int max, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var keys = new TextKeys();
        keys.Read(bytes);
        var count = keys.Words.Count;
        if (count == 0)
        {
            return [];
        }

        var search = new ReferenceSearch(store, Near, Fingerprints.Short.Length, max * 4);
        List<ReferenceHit> hits = [.. search.Find(bytes, keys)];
        if (count < Fingerprints.Short.Certain)
        {
            foreach (var (number, word) in SequenceSearch.Find(store, keys.Printed.Words.ToArray(), max, cancellation))
            {
                if (!hits.Exists(h => h.Number == number))
                {
                    hits.Add(search.Hit(number, store.Entry(number), isEqual: false, 0, [new WordRun(0, word, count)]));
                }
            }
        }

        // Of a row and its individual texts only the best match is reported.
        return
        [
            .. hits.OrderByDescending(h => h.IsEqual)
                .ThenByDescending(h => Math.Max(h.Similarity, (double)h.Covered / count))
                .ThenByDescending(h => h.Similarity)
                .ThenBy(h => h.Number)
                .DistinctBy(h => h.Place, StringComparer.Ordinal)
                .Take(max)
                .Select(h => h with { Sought = count, Matched = h.IsEqual ? [text.Trim()] : [.. h.Runs.Select(r => Passage(bytes, keys, r))] }),
        ];
    }

    private static string Passage(byte[] text, TextKeys keys, WordRun run)
    {
        var start = keys.Words.Start(run.Start);
        return Encoding.UTF8.GetString(text.AsSpan(start, keys.Words.End(run.Start + run.Length - 1) - start));
    }
}
