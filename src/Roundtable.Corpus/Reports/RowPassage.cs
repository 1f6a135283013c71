using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reports;

/// <summary>Consecutive words that a row shares with an earlier one of which it is no near-duplicate.</summary>
/// <param name="File">The earlier row's file.</param>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="Words">The number of words: 50 or more.</param>
/// <param name="Spans">Their positions in the later row.</param>
public sealed record RowPassage(string File, long Row, int Words, IReadOnlyList<TextSpan> Spans);
