using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Repeats;

/// <summary>A text, or a passage of it, that stands in several rows.</summary>
/// <param name="First">The first of them, by its number among all rows.</param>
/// <param name="Rows">How many rows have it.</param>
/// <param name="Run">Of a passage its words in the first row, as far as the second one has them too; null for the whole text.</param>
internal readonly record struct RepeatedText(long First, long Rows, WordRun? Run = null);
