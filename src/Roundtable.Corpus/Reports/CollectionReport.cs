namespace Roundtable.Corpus.Reports;

/// <summary>Which entries of a reference collection were found in a corpus. For a benchmark this is the contamination.</summary>
/// <param name="Name">The collection.</param>
/// <param name="Rows">The number of rows or answers of the collection.</param>
/// <param name="Found">The number of them that were found.</param>
/// <param name="Equal">Rows of the corpus with a text equal to one of them.</param>
/// <param name="Near">Rows with a near-duplicate of one of them, and equal to none.</param>
/// <param name="Common">Rows that share 50 or more consecutive words with one of them without being near-duplicates.</param>
public sealed record CollectionReport(string Name, long Rows, long Found, long Equal, long Near, long Common);
