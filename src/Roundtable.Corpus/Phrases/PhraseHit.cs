namespace Roundtable.Corpus.Phrases;

/// <summary>Where a phrase stands in a text.</summary>
/// <param name="Phrase">Which of the phrases that were looked for, from 0.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">How many bytes it has.</param>
public readonly record struct PhraseHit(int Phrase, int Start, int Length);
