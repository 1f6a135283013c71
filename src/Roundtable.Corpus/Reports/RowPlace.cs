namespace Roundtable.Corpus.Reports;

/// <summary>Where a row is.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Which row of it, from 1.</param>
/// <param name="Offset">For a row that could not be read: the byte of the unpacked file at which it showed.</param>
public sealed record RowPlace(string File, long Row, long? Offset = null);
