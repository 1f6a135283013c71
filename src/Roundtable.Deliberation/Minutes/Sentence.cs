namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence of the minutes, with the ballots that it rests on.</summary>
/// <param name="Text">The sentence, without its citation marks; counts in it were inserted by the program.</param>
/// <param name="Ballots">Ids of the cited ballots, at least one.</param>
public sealed record Sentence(string Text, IReadOnlyList<string> Ballots);
