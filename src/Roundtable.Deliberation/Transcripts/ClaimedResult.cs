namespace Roundtable.Deliberation.Transcripts;

/// <summary>The line that says how a transcript ended.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="Label">The label's word, such as "Unanimous", or null.</param>
/// <param name="Option">The option that is said to have won, or null.</param>
/// <param name="Votes">Its votes, or null.</param>
/// <param name="Of">Of how many, or null.</param>
public sealed record ClaimedResult(int Line, string Text, string? Label, string? Option, int? Votes, int? Of);
