namespace Roundtable.Corpus.Repeats;

/// <summary>Counts clusters while the rows pass in order.</summary>
/// <param name="clusters">The clusters; null where duplicates are not searched for.</param>
internal sealed class ClusterTally(RowClusters? clusters)
{
    private const int MaxReported = 20;

    private readonly PriorityQueue<RepeatedText, (long Rows, long Place)> _largest = new();

    /// <summary>The number of clusters of two rows and more.</summary>
    public long Clusters { get; private set; }

    /// <summary>The number of their rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The largest clusters, largest first.</summary>
    public IReadOnlyList<RepeatedText> Largest =>
        [.. _largest.UnorderedItems.Select(i => i.Element).OrderByDescending(t => t.Rows).ThenBy(t => t.First)];

    /// <summary>Counts a row.</summary>
    /// <param name="row">The row's index among all rows.</param>
    /// <returns>The first row of its cluster; null for a row alone.</returns>
    public long? Add(long row)
    {
        if (clusters is null)
        {
            return null;
        }

        var first = clusters.First(row);
        var size = clusters.Size(first);
        if (size == 1)
        {
            return null;
        }

        Rows++;
        if (row == first)
        {
            Clusters++;
            _largest.Enqueue(new RepeatedText(row, size), (size, -row));
            if (_largest.Count > MaxReported)
            {
                _largest.Dequeue();
            }
        }

        return first;
    }
}
