namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence of the minutes, with the ballots that support it.</summary>
/// <param name="Text">The sentence, without citations; counts in it were inserted by the program.</param>
/// <param name="Ballots">Ids of the cited ballots, at least one.</param>
public sealed record Sentence(string Text, IReadOnlyList<string> Ballots);
