using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A word in a declaration (a source, an author) that says what a text is.</summary>
/// <param name="Word">The word, in small letters; it has to stand as a word of its own.</param>
/// <param name="Origin">What it says.</param>
public sealed record NameEntry(string Word, Origin Origin);
