namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A column of a row group: where it stands and how it is packed.</summary>
/// <param name="Codec">The number of its compression.</param>
/// <param name="Values">How many values it has, absent ones included.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record ParquetChunk(int Codec, long Values, long Start, long Length);
