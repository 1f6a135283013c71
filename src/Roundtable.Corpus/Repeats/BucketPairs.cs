namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Makes pairs of the rows that share a key: all pairs where the rows are few, otherwise each row with the first one and with some before it, so that
/// the number of pairs is linear.
/// </summary>
internal static class BucketPairs
{
    private const int AllPairs = 24;
    private const int Before = 4;

    /// <summary>Moves the distinct rows of a bucket that are not excluded to its beginning.</summary>
    /// <param name="bucket">The rows that share a key, in order.</param>
    /// <param name="leftOut">Rows to exclude.</param>
    public static ReadOnlySpan<long> Distinct(Span<long> bucket, RowSet leftOut)
    {
        var count = 0;
        foreach (var row in bucket)
        {
            if (!leftOut.Has(row) && (count == 0 || bucket[count - 1] != row))
            {
                bucket[count++] = row;
            }
        }

        return bucket[..count];
    }

    /// <summary>Adds the pairs of some rows.</summary>
    /// <param name="rows">The rows, distinct and in order.</param>
    /// <param name="into">Receives the pairs.</param>
    /// <param name="capped">Receives the rows that are not paired with each one before them.</param>
    public static void Add(ReadOnlySpan<long> rows, PairSort into, RowSet capped)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            var first = rows.Length > AllPairs ? Math.Max(0, i - Before) : 0;
            if (first > 0)
            {
                into.Add(new RowPair(rows[i], rows[0]));
            }

            if (first > 1)
            {
                capped.Add(rows[i]);
            }

            for (var j = first; j < i; j++)
            {
                into.Add(new RowPair(rows[i], rows[j]));
            }
        }
    }
}
