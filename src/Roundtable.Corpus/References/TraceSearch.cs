using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>The way back from a text to the texts that it may come from.</summary>
public static class TraceSearch
{
    private const double Near = 0.5;

    /// <summary>Finds the entries of a collection that a text may come from: equal, near, or with words in a row in common.</summary>
    /// <param name="store">The collection.</param>
    /// <param name="text">The text, a sentence or more.</param>
    /// <param name="most">How many entries are told at most.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The entries: equal ones first, then by the words that they have in common.</returns>
    public static IReadOnlyList<ReferenceHit> Find(ReferenceStore store, string text, int most, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sought = new TextKeys();
        sought.Read(bytes);
        var count = sought.Words.Count;
        if (count == 0)
        {
            return [];
        }

        var search = new ReferenceSearch(store, Near, Fingerprints.Short.Length, most * 4);
        List<ReferenceHit> hits = [.. search.Find(bytes, sought)];
        if (count < Fingerprints.Short.Certain)
        {
            foreach (var (number, word) in SequenceSearch.Find(store, sought.Printed.Words.ToArray(), most, cancellation))
            {
                if (!hits.Exists(h => h.Number == number))
                {
                    hits.Add(search.Hit(number, store.Entry(number), isEqual: false, 0, [new WordRun(0, word, count)]));
                }
            }
        }

        // Of a row and its own texts the one that is nearest is told.
        return [.. hits.OrderByDescending(h => h.IsEqual).ThenByDescending(h => Math.Max(h.Similarity, (double)h.Covered / count)).ThenByDescending(h => h.Similarity).ThenBy(h => h.Number).DistinctBy(h => h.Place, StringComparer.Ordinal).Take(most)];
    }
}
