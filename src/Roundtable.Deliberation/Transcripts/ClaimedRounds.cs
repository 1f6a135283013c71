namespace Roundtable.Deliberation.Transcripts;

/// <summary>The line about rounds and agreement.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The line, unchanged.</param>
/// <param name="Rounds">The number of rounds that it states, or null.</param>
/// <param name="Percent">The agreement that it states, in percent, or null.</param>
/// <param name="Agreeing">The number of models that agree, or null.</param>
/// <param name="Of">The total number of models, or null.</param>
/// <param name="Consensus">Whether it says that all agree, or that they do not; null where it says neither.</param>
public sealed record ClaimedRounds(int Line, string Text, int? Rounds, int? Percent, int? Agreeing, int? Of, bool? Consensus);
