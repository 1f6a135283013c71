namespace Roundtable.Corpus.Files;

/// <summary>The files of a corpus.</summary>
/// <param name="Files">The files to read, in ordinal order of their names.</param>
/// <param name="Skipped">What is not read.</param>
/// <param name="Cards">Dataset cards: each applies to the files in its folder.</param>
public sealed record CorpusListing(IReadOnlyList<CorpusFile> Files, IReadOnlyList<SkippedFile> Skipped, IReadOnlyList<string> Cards);
