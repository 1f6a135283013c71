using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Repeats;

/// <summary>Compares each row with the earlier ones that may be near it, by the Jaccard index of their word 5-grams. Rows come in order.</summary>
internal sealed class NearSearch : IDisposable
{
    private readonly double _threshold;
    private readonly RowPack<ulong> _pack;
    private readonly RowSet _rows;
    private readonly RowClusters _clusters;
    private readonly IEnumerator<RowPair> _pairs;
    private readonly ShingleBuffer _shingles = new();
    private readonly ShingleSet _own = new();
    private bool _more;

    /// <summary>Compares the rows of some pairs.</summary>
    /// <param name="folder">The folder for temporary files.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">All their rows.</param>
    /// <param name="clusters">Receives the pairs that are near.</param>
    /// <param name="threshold">The near-duplicate threshold.</param>
    public NearSearch(string folder, PairSort pairs, RowSet rows, RowClusters clusters, double threshold)
    {
        (_rows, _clusters, _threshold) = (rows, clusters, threshold);
        _pack = new RowPack<ulong>(folder, "candidates", rows);
        _pairs = pairs.Sorted().GetEnumerator();
        _more = _pairs.MoveNext();
    }

    /// <summary>The earlier row that is most similar to a row, with its similarity; null where none is near.</summary>
    /// <param name="row">The row's index among all rows.</param>
    /// <param name="words">The hashes of its words.</param>
    public Repeat.Near? Find(long row, ReadOnlySpan<ulong> words)
    {
        if (!_rows.Has(row))
        {
            return null;
        }

        var own = _own.Fill(_shingles.Of(words));
        Repeat.Near? best = null;
        for (; _more && _pairs.Current.Row == row; _more = _pairs.MoveNext())
        {
            var earlier = _pairs.Current.Earlier;

            // No two sets are more similar than their sizes.
            var length = _pack.Length(earlier);
            if (Math.Min(length, own.Length) < _threshold * Math.Max(length, own.Length))
            {
                continue;
            }

            var similarity = _own.Similarity(_pack.Read(earlier), _threshold);
            if (similarity >= _threshold)
            {
                _clusters.Join(row, earlier);
                best = best is null || similarity > best.Similarity ? new Repeat.Near(row, earlier, similarity) : best;
            }
        }

        _pack.Add(own);
        return best;
    }

    public void Dispose()
    {
        _pairs.Dispose();
        _pack.Dispose();
    }
}
