namespace Roundtable.Corpus.Reports;

/// <summary>What of a reference collection was found in a corpus. For a benchmark this is its contamination.</summary>
/// <param name="Name">The collection.</param>
/// <param name="Rows">How many rows or answers the collection has.</param>
/// <param name="Found">How many of them were found.</param>
/// <param name="Equal">Rows of the corpus with a text that is equal to one of them.</param>
/// <param name="Near">Rows with a text near one of them, and equal to none.</param>
/// <param name="Common">Rows that have 50 or more words in a row in common with one of them, and are near none.</param>
public sealed record CollectionReport(string Name, long Rows, long Found, long Equal, long Near, long Common);
