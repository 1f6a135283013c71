namespace Roundtable.Corpus.Reports;

/// <summary>A text, or a passage, that stands in several rows.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Rows">How many rows have it.</param>
/// <param name="Text">How it begins.</param>
public sealed record RepeatedRow(RowPlace First, long Rows, string Text);
