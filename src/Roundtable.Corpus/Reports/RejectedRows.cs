namespace Roundtable.Corpus.Reports;

/// <summary>Rows that could not be read for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Rows">How many.</param>
/// <param name="Examples">The first few.</param>
public sealed record RejectedRows(string Reason, long Rows, IReadOnlyList<RowPlace> Examples);
