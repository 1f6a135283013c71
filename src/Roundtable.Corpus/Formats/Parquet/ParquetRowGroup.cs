namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Rows that stand together in a file.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Columns">Their columns, in the order of the leaves.</param>
internal sealed record ParquetRowGroup(long Rows, IReadOnlyList<ParquetChunk> Columns);
