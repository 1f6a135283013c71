namespace Roundtable.Corpus.Reports;

/// <summary>Rows of unknown origin with the same cause.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Why">Why their origin is unknown.</param>
/// <param name="Settle">What would determine their origin.</param>
public sealed record Unsettled(long Rows, string Why, string Settle);
