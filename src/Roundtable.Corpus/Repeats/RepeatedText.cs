namespace Roundtable.Corpus.Repeats;

/// <summary>A text that stands in several rows.</summary>
/// <param name="First">The first of them, by its number among all rows.</param>
/// <param name="Rows">How many rows have it.</param>
internal readonly record struct RepeatedText(long First, long Rows);
