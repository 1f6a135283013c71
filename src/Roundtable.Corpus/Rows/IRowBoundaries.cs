namespace Roundtable.Corpus.Rows;

/// <summary>Finds the ends of rows without parsing them.</summary>
internal interface IRowBoundaries
{
    /// <summary>The end of the row that begins at a position, its separator included; -1 where the end is not in these bytes.</summary>
    /// <param name="bytes">Part of a file.</param>
    /// <param name="start">Where a row, or the separator before it, begins.</param>
    /// <param name="offset">The byte of the file at which these bytes begin.</param>
    public int End(ReadOnlySpan<byte> bytes, int start, long offset);

    /// <summary>The end of the last row that is complete in these bytes; 0 where none is.</summary>
    /// <param name="bytes">Part of a file.</param>
    /// <param name="offset">The byte of the file at which it begins.</param>
    public int LastEnd(ReadOnlySpan<byte> bytes, long offset)
    {
        for (var last = 0; ;)
        {
            var end = End(bytes, last, offset);
            if (end < 0)
            {
                return last;
            }

            last = end;
        }
    }
}
