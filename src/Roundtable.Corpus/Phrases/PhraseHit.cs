namespace Roundtable.Corpus.Phrases;

/// <summary>An occurrence of a phrase in a text.</summary>
/// <param name="Phrase">The index of the phrase, from 0.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct PhraseHit(int Phrase, int Start, int Length);
