namespace Roundtable.Corpus.Files;

/// <summary>The files of a corpus.</summary>
/// <param name="Files">Those that are read, ordered by their names (ordinal).</param>
/// <param name="Skipped">Those that are not.</param>
/// <param name="Cards">Dataset cards that lie beside the files: what they say holds for the files in their folder.</param>
public sealed record CorpusListing(IReadOnlyList<CorpusFile> Files, IReadOnlyList<SkippedFile> Skipped, IReadOnlyList<string> Cards);
