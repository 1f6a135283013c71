namespace Roundtable.Corpus.Rows;

/// <summary>Finds the ends of rows without parsing them.</summary>
internal interface IRowBoundaries
{
    /// <summary>The end of the row that begins at a position, its separator included; -1 where the end is not in these bytes.</summary>
    /// <param name="bytes">Part of a file.</param>
    /// <param name="start">Where a row, or the separator before it, begins.</param>
    public int End(ReadOnlySpan<byte> bytes, int start);

    /// <summary>The end of the last row that is complete in these bytes; <paramref name="start"/> where none is.</summary>
    public int LastEnd(ReadOnlySpan<byte> bytes, int start)
    {
        for (var last = start; ;)
        {
            var end = End(bytes, last);
            if (end < 0)
            {
                return last;
            }

            last = end;
        }
    }
}
