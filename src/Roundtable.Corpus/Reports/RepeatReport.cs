namespace Roundtable.Corpus.Reports;

/// <summary>Rows that say again what others say.</summary>
/// <param name="Equal">Rows whose text is equal to that of an earlier row.</param>
/// <param name="Near">Rows whose text is near that of an earlier row, and equal to none.</param>
/// <param name="InPart">Rows that are near no earlier one and have 50 words in a row in common with one.</param>
/// <param name="Similarity">From which Jaccard index of word 5-grams on rows are near.</param>
/// <param name="Most">The texts that stand in most rows.</param>
/// <param name="Passages">The passages of 50 words and more that stand in most rows; rows that are equal to each other count as one.</param>
public sealed record RepeatReport(long Equal, long Near, long InPart, double Similarity, IReadOnlyList<RepeatedRow> Most, IReadOnlyList<RepeatedRow> Passages);
