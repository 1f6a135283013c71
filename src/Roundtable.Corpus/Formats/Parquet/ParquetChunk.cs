namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A column of a row group: its position and its compression.</summary>
/// <param name="Codec">The number of its codec.</param>
/// <param name="Values">The number of its values, absent ones included.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its size in bytes.</param>
internal sealed record ParquetChunk(int Codec, long Values, long Start, long Length);
