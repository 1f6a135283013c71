using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>Consecutive words that a row has in common with an earlier one.</summary>
/// <param name="Earlier">The index of the earlier row among all rows.</param>
/// <param name="Run">The words.</param>
/// <param name="Spans">Their positions in the row: one span for each of its texts that they overlap.</param>
internal sealed record Passage(long Earlier, WordRun Run, IReadOnlyList<TextSpan> Spans);
