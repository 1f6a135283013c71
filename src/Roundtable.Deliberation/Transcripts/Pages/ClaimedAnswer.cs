namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>The answer that an open page gives in the panel's name, as <c>Answer: Potluck. (3 of 4 models agreed)</c>.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The answer, without what it claims of agreement.</param>
/// <param name="Agreement">What stands in brackets after it, or null.</param>
public sealed record ClaimedAnswer(int Line, string Text, string? Agreement);
