namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Makes pairs of the rows that share a key: all pairs where the rows are few, otherwise each row with the first one and with the one before it, so that
/// the number of pairs is linear.
/// </summary>
internal static class BucketPairs
{
    private const int AllPairs = 8;

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
    public static void Add(ReadOnlySpan<long> rows, PairSort into)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows.Length > AllPairs)
            {
                into.Add(new RowPair(rows[i], rows[0]));
                into.Add(new RowPair(rows[i], rows[i - 1]));
                continue;
            }

            for (var j = 0; j < i; j++)
            {
                into.Add(new RowPair(rows[i], rows[j]));
            }
        }
    }
}
