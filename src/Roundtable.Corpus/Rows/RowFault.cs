namespace Roundtable.Corpus.Rows;

/// <summary>Why a row, or the rest of a file, was rejected.</summary>
/// <param name="Reason">A few words in lower case, without the position.</param>
/// <param name="Offset">
/// The byte at which the fault was detected, counted from the start of the row or, for the faults of a block, of the unpacked file.
/// </param>
public sealed record RowFault(string Reason, long Offset)
{
    /// <summary>There is no row here: an empty line, the end of a list.</summary>
    internal static RowFault Blank { get; } = new("", 0);
}
