namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>An element of a schema that is written; elements stand in pre-order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The physical type of a leaf; null for a group.</param>
/// <param name="Repetition">0 required, 1 optional, 2 repeated; null for the row itself.</param>
/// <param name="Children">The number of a group's children, which follow it.</param>
/// <param name="Converted">What it means (Parquet's ConvertedType): 0 UTF-8, 3 list, 19 JSON; null for nothing more.</param>
internal sealed record ParquetElement(string Name, ParquetType? Type, int? Repetition, int Children, int? Converted);
