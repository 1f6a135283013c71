namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>A line that looks like a vote, under no model's name: it is not counted.</summary>
/// <param name="Line">The line.</param>
public sealed record StrayVote(TextLine Line);
