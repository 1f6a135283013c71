namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>An option as a transcript lists it.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The option.</param>
/// <param name="Votes">The number of votes that the page states, or null.</param>
/// <param name="Percent">The share of votes that the page states, in percent, or null.</param>
/// <param name="Key">The letter or number that the page shows before it, or null.</param>
public sealed record ClaimedOption(int Line, string Text, int? Votes, int? Percent = null, string? Key = null);
