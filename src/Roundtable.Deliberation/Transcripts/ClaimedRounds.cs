namespace Roundtable.Deliberation.Transcripts;

/// <summary>The line about rounds and agreement.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="Rounds">How many rounds it gives, or null.</param>
/// <param name="Percent">The agreement it gives in percent, or null.</param>
/// <param name="Agreeing">How many agree, or null.</param>
/// <param name="Of">Of how many, or null.</param>
/// <param name="Consensus">Whether it says that all agree, or that they do not; null where it says neither.</param>
public sealed record ClaimedRounds(int Line, string Text, int? Rounds, int? Percent, int? Agreeing, int? Of, bool? Consensus);
