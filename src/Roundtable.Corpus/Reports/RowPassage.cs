using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reports;

/// <summary>Words in a row that a row has in common with an earlier one, which it is not near.</summary>
/// <param name="File">The earlier row's file.</param>
/// <param name="Row">Which row of it, from 1.</param>
/// <param name="Words">How many words there are: 50 and more.</param>
/// <param name="Spans">Where they stand in the later row.</param>
public sealed record RowPassage(string File, long Row, int Words, IReadOnlyList<TextSpan> Spans);
