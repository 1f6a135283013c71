namespace Roundtable.Corpus.Phrases;

/// <summary>How models speak of themselves in one language.</summary>
/// <param name="Language">The language (ISO 639-1).</param>
/// <param name="Templated">Whether the common patterns apply to its tables.</param>
/// <param name="Tables">Its words by their function in patterns; {a|b} are alternatives.</param>
/// <param name="Examples">An example for each common pattern, by its id.</param>
/// <param name="Patterns">Patterns of its own.</param>
public sealed record LanguageEntry(
    string Language,
    bool Templated,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Tables,
    IReadOnlyDictionary<string, string> Examples,
    IReadOnlyList<PatternEntry> Patterns);
