namespace Roundtable.Corpus.Reports;

/// <summary>The earlier row that a row repeats.</summary>
/// <param name="File">Its file.</param>
/// <param name="Row">Which row of it, from 1.</param>
/// <param name="Similarity">The Jaccard index of their word 5-grams.</param>
/// <param name="Equal">Whether their texts are equal.</param>
public sealed record RowRepeat(string File, long Row, double Similarity, bool Equal);
