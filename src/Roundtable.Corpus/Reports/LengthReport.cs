namespace Roundtable.Corpus.Reports;

/// <summary>How long the examined rows are, in words or in tokens. Quantiles of 1,024 and more are told to about 3 %, rounded down.</summary>
/// <param name="Total">The sum over all rows.</param>
/// <param name="Min">The shortest row.</param>
/// <param name="Low">The length that a tenth of the rows do not exceed.</param>
/// <param name="Median">The length that half of the rows do not exceed.</param>
/// <param name="High">The length that nine tenths of the rows do not exceed.</param>
/// <param name="Highest">The length that 99 of 100 rows do not exceed.</param>
/// <param name="Max">The longest row.</param>
public sealed record LengthReport(long Total, long Min, long Low, long Median, long High, long Highest, long Max);
