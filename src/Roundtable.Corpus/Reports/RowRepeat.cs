namespace Roundtable.Corpus.Reports;

/// <summary>The earlier row that a row duplicates.</summary>
/// <param name="File">Its file.</param>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="Similarity">The Jaccard index of their word 5-grams.</param>
/// <param name="Equal">Whether their texts are equal.</param>
public sealed record RowRepeat(string File, long Row, double Similarity, bool Equal);
