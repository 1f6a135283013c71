namespace Roundtable.Corpus.Rows;

/// <summary>Rows are lines.</summary>
internal sealed class LineBoundaries : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start, long offset)
    {
        var end = bytes[start..].IndexOf((byte)'\n');
        return end < 0 ? -1 : start + end + 1;
    }

    public int LastEnd(ReadOnlySpan<byte> bytes, long offset) => bytes.LastIndexOf((byte)'\n') + 1;
}
