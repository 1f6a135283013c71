namespace Roundtable.Record.Entries;

/// <summary>What a call used, as the provider counted it.</summary>
/// <param name="InputTokens">Tokens read; at least 0 and at most 2^53 - 1.</param>
/// <param name="OutputTokens">Tokens written; at least 0 and at most 2^53 - 1.</param>
public sealed record Usage(long InputTokens, long OutputTokens);
