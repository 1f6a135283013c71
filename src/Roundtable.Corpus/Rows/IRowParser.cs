namespace Roundtable.Corpus.Rows;

/// <summary>Reads the bytes of one row.</summary>
internal interface IRowParser
{
    /// <summary>Reads a row's texts; what is wrong with it, where it cannot be read, with the place counted from the row's first byte.</summary>
    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row);
}
