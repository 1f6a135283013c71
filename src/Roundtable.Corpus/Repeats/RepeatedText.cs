using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Repeats;

/// <summary>A text, or a passage of it, that occurs in several rows.</summary>
/// <param name="First">The index of the first of them among all rows.</param>
/// <param name="Rows">The number of rows that contain it.</param>
/// <param name="Run">For a passage its words in the first row, as far as they are also in the second; null for the whole text.</param>
internal readonly record struct RepeatedText(long First, long Rows, WordRun? Run = null);
