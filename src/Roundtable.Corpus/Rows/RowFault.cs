namespace Roundtable.Corpus.Rows;

/// <summary>Why a row, or what is left of a file, was set aside.</summary>
/// <param name="Reason">In a few words, lower case, without the place.</param>
/// <param name="Offset">The byte at which it showed, from the beginning of the row or, where a block tells it, of the unpacked file.</param>
public sealed record RowFault(string Reason, long Offset)
{
    /// <summary>Nothing stands here that could be a row: an empty line, the end of a list.</summary>
    internal static RowFault Blank { get; } = new("", 0);
}
