namespace Roundtable.Corpus.Reports;

/// <summary>A row that took the place of another one: both follow the same unchanged row of their file.</summary>
/// <param name="From">The row in the first scan.</param>
/// <param name="To">The row in the second scan.</param>
public sealed record EditedRow(RowPlace From, RowPlace To);
