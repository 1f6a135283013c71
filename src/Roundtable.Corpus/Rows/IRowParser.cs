namespace Roundtable.Corpus.Rows;

/// <summary>Parses the bytes of one row.</summary>
internal interface IRowParser
{
    /// <summary>Parses a row into its texts. Returns null, or why the row is rejected, with the offset from the row's first byte.</summary>
    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row);
}
