namespace Roundtable.Corpus.Reports;

/// <summary>The place of a row.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="Offset">For a rejected row: the byte of the unpacked file at which the fault was detected.</param>
public sealed record RowPlace(string File, long Row, long? Offset = null);
