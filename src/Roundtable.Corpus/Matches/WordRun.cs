namespace Roundtable.Corpus.Matches;

/// <summary>Words in a row that two texts have in common.</summary>
/// <param name="Start">The first word in the text that was looked up.</param>
/// <param name="Other">The first word in the entry.</param>
/// <param name="Length">How many words there are.</param>
public readonly record struct WordRun(int Start, int Other, int Length);
