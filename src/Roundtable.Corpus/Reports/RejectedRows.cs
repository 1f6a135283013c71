namespace Roundtable.Corpus.Reports;

/// <summary>Rows that were rejected for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Examples">The first few.</param>
public sealed record RejectedRows(string Reason, long Rows, IReadOnlyList<RowPlace> Examples);
