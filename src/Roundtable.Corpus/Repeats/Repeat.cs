namespace Roundtable.Corpus.Repeats;

/// <summary>A row that says again what an earlier one says.</summary>
/// <param name="Row">The row, by its number among all.</param>
/// <param name="Earlier">The earlier one: of equal texts the first, of near ones the nearest.</param>
/// <param name="Similarity">The Jaccard index of their word 5-grams; 1 for equal texts and for those that differ in other things than words.</param>
/// <param name="IsEqual">Whether their texts are equal, byte for byte.</param>
internal readonly record struct Repeat(long Row, long Earlier, double Similarity, bool IsEqual);
