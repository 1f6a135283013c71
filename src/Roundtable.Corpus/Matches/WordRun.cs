namespace Roundtable.Corpus.Matches;

/// <summary>Consecutive words that two texts have in common.</summary>
/// <param name="Start">The index of the first word in the text that was looked up.</param>
/// <param name="Other">The index of the first word in the other text.</param>
/// <param name="Length">The number of words.</param>
public readonly record struct WordRun(int Start, int Other, int Length);
