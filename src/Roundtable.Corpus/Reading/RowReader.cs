using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reading;

/// <summary>Reads the rows of blocks one after the other, all into the same instance.</summary>
internal sealed class RowReader(IRowBoundaries boundaries, IRowParser parser, long longest)
{
    private Block _block = new(0, 0, ReadOnlyMemory<byte>.Empty, []);
    private int _at;

    /// <summary>The row that was read last.</summary>
    public RowText Row { get; } = new();

    /// <summary>Why that row is rejected; null where it was read. The offset is that in the unpacked file.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>Starts reading a block.</summary>
    public void Open(Block block) => (_block, _at) = (block, 0);

    /// <summary>Reads the next row that is not blank; false at the end of the block.</summary>
    public bool Next()
    {
        while (_at < _block.Bytes.Length)
        {
            var bytes = _block.Bytes.Span;
            var end = boundaries.End(bytes, _at, _block.Offset);
            end = end < 0 ? bytes.Length : end;
            var row = bytes[_at..end];
            Row.Clear();
            (Row.Offset, Row.Length) = (_block.Offset + _at, row.Length);
            _at = end;
            var mark = Row.Offset == 0 && row.StartsWith("\uFEFF"u8) ? 3 : 0;
            if (row[mark..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                continue;
            }

            Fault = row.Length > longest ? new RowFault(FaultReasons.TooLong((int)longest), 0) : parser.Parse(row[mark..].TrimEnd("\r\n"u8), Row);
            if (ReferenceEquals(Fault, RowFault.Blank))
            {
                continue;
            }

            Fault = Fault is { } fault ? fault with { Offset = Row.Offset + mark + fault.Offset } : null;
            return true;
        }

        return false;
    }
}
