namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A column of a table that is written as Parquet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are; each may be absent.</param>
public sealed record TableColumn(string Name, TableColumnKind Kind);
