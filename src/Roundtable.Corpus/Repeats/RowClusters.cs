namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Which rows belong together: rows that are equal or near, those near to these, and so on (connected components, by union-find). A cluster is named by its
/// first row.
/// </summary>
/// <param name="folder">The folder for the temporary file: eight bytes a row.</param>
/// <param name="rows">The number of all rows.</param>
internal sealed unsafe class RowClusters(string folder, long rows) : IDisposable
{
    private readonly MappedFile _file = new(Path.Combine(folder, "clusters"), rows * sizeof(long));

    // Of a row that is not the first of its cluster, one more than a row before it in the cluster; of a first one its number of rows, negative; 0 for a row
    // alone.
    private long* Links => (long*)_file.Start;

    /// <summary>Puts two rows and their clusters together.</summary>
    public void Join(long one, long other)
    {
        (one, other) = (First(one), First(other));
        if (one != other)
        {
            var size = Size(one) + Size(other);
            Links[Math.Min(one, other)] = -size;
            Links[Math.Max(one, other)] = Math.Min(one, other) + 1;
        }
    }

    /// <summary>The first row of a row's cluster.</summary>
    public long First(long row)
    {
        while (Links[row] > 0)
        {
            var next = Links[row] - 1;
            if (Links[next] > 0)
            {
                Links[row] = Links[next];
            }

            row = next;
        }

        return row;
    }

    /// <summary>The number of rows of a cluster, by its first row: 1 for a row alone.</summary>
    public long Size(long first) => Links[first] < 0 ? -Links[first] : 1;

    public void Dispose() => _file.Dispose();
}
