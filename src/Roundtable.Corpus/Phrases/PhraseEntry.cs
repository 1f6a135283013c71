using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A phrase that models are known for.</summary>
/// <param name="Text">The phrase; {a|b} stands for either.</param>
/// <param name="Strength">How much it weighs in an answer; in text that is not known to be an answer it weighs one step less.</param>
/// <param name="Model">The model that names itself so.</param>
public sealed record PhraseEntry(string Text, Strength Strength, string? Model = null);
