namespace Roundtable.Corpus.Repeats;

/// <summary>Makes pairs of rows that share a key: all of them where they are few, and otherwise of each row with the first and the one before it, so that their number is linear.</summary>
internal static class BucketPairs
{
    private const int AllPairs = 8;

    /// <summary>The rows of a bucket that take part, each once, moved to its beginning.</summary>
    /// <param name="bucket">The rows that share a key, in order.</param>
    /// <param name="leftOut">Rows that take no part.</param>
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
    /// <param name="rows">The rows, in order, each once.</param>
    /// <param name="into">Where pairs go.</param>
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
