namespace Roundtable.Corpus.Repeats;

/// <summary>Makes pairs of rows that share a key: all of them where they are few, and otherwise of each row with the first and the one before it, so that their number is linear.</summary>
internal static class BucketPairs
{
    private const int AllPairs = 8;

    /// <summary>Adds the pairs of a bucket.</summary>
    /// <param name="bucket">The rows that share a key, in order.</param>
    /// <param name="leftOut">Rows that take no part.</param>
    /// <param name="into">Where pairs go.</param>
    public static void Add(ReadOnlySpan<long> bucket, RowSet leftOut, PairSort into)
    {
        var rows = bucket.Length <= 256 ? stackalloc long[bucket.Length] : new long[bucket.Length];
        var count = 0;
        foreach (var row in bucket)
        {
            // A row that has the key twice stands twice.
            if (!leftOut.Has(row) && (count == 0 || rows[count - 1] != row))
            {
                rows[count++] = row;
            }
        }

        for (var i = 1; i < count; i++)
        {
            if (count > AllPairs)
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
