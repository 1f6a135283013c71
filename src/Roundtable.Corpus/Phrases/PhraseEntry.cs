using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A phrase that is typical of models.</summary>
/// <param name="Text">The phrase; {a|b} are alternatives.</param>
/// <param name="Strength">Its weight in an answer; in text that is not known to be an answer it weighs one step less.</param>
/// <param name="Model">The model that identifies itself by the phrase.</param>
public sealed record PhraseEntry(string Text, Strength Strength, string? Model = null);
