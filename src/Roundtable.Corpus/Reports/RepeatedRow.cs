namespace Roundtable.Corpus.Reports;

/// <summary>A text, or a passage, that occurs in several rows.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Rows">The number of rows that contain it.</param>
/// <param name="Text">Its beginning.</param>
public sealed record RepeatedRow(RowPlace First, long Rows, string Text);
