namespace Roundtable.Deliberation.Panels;

/// <summary>What a call costs whose prompt is longer than a threshold: all of its tokens cost this much then, in US dollars per million.</summary>
/// <param name="FromTokens">A prompt of more tokens than this is a long one.</param>
/// <param name="InputPerMillion">Tokens of the prompt that are of no other kind.</param>
/// <param name="OutputPerMillion">Tokens of the answer that are of no other kind.</param>
/// <param name="CacheReadPerMillion">Tokens of the prompt that the provider read from its cache; null where unknown.</param>
public sealed record LongPrompt(int FromTokens, decimal InputPerMillion, decimal OutputPerMillion, decimal? CacheReadPerMillion = null);
