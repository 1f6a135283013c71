namespace Roundtable.Corpus.Reports;

/// <summary>Rows of unknown origin for which the same would settle it.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Why">Why their origin is unknown.</param>
/// <param name="Settle">What would settle it.</param>
public sealed record Unsettled(long Rows, string Why, string Settle);
