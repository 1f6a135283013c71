namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence as a moderator wrote it, before any check.</summary>
/// <param name="Option">The verdict's option that it argues for, from 0; null in the summary.</param>
/// <param name="Text">The text, with placeholders.</param>
/// <param name="Ballots">The ids that it cites.</param>
internal sealed record DraftSentence(int? Option, string Text, IReadOnlyList<string> Ballots);
