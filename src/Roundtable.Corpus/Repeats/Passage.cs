using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>Words in a row that a row has in common with an earlier one.</summary>
/// <param name="Earlier">The earlier row, by its number among all.</param>
/// <param name="Run">The words.</param>
/// <param name="Spans">Where they stand in the row: one span for each of its texts that they are in.</param>
internal sealed record Passage(long Earlier, WordRun Run, IReadOnlyList<TextSpan> Spans);
