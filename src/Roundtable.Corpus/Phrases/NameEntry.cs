using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A word in a declaration (a source, an author) that indicates the origin of a text.</summary>
/// <param name="Word">The word in lower case; it matches whole words only.</param>
/// <param name="Origin">The origin that it indicates.</param>
public sealed record NameEntry(string Word, Origin Origin);
