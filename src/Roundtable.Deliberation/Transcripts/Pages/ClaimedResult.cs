namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>The line with the result of a transcript.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The line, unchanged.</param>
/// <param name="Label">The label, such as "Unanimous", or null.</param>
/// <param name="Option">The option that is said to have won, or null.</param>
/// <param name="Votes">Its number of votes, or null.</param>
/// <param name="Of">The total number of votes, or null.</param>
/// <param name="Percent">Its share in percent, or null.</param>
/// <param name="After">What the line says after that, or empty.</param>
public sealed record ClaimedResult(int Line, string Text, string? Label, string? Option, int? Votes, int? Of, int? Percent = null, string After = "");
