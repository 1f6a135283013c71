namespace Roundtable.Corpus.Phrases;

/// <summary>What must stand in a text for a pattern to find something there.</summary>
/// <param name="Required">Of each set one string stands in everything that it finds.</param>
/// <param name="Heads">Everything that it finds begins with one of them; null where that is not known.</param>
internal sealed record PatternNeeds(IReadOnlyList<LiteralSet> Required, LiteralSet? Heads);
