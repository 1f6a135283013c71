namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A row group of a file.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">Their columns, in the order of the leaves.</param>
internal sealed record ParquetRowGroup(long Rows, IReadOnlyList<ParquetChunk> Columns);
