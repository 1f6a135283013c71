namespace Roundtable.Corpus.Rows;

/// <summary>Finds where rows end, without reading them.</summary>
internal interface IRowBoundaries
{
    /// <summary>The end of the row that begins at a place, with whatever parts it from the next one; -1 where it is not there yet.</summary>
    /// <param name="bytes">Part of a file.</param>
    /// <param name="start">Where a row begins, or what stands between two rows.</param>
    public int End(ReadOnlySpan<byte> bytes, int start);

    /// <summary>The end of the last row that ends in these bytes; the start where none does.</summary>
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
