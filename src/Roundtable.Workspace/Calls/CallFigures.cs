namespace Roundtable.Workspace.Calls;

/// <summary>Calls through the gateway in figures.</summary>
/// <param name="Calls">Number of calls.</param>
/// <param name="Failed">How many of them were cut or answered with an error.</param>
/// <param name="MedianMs">Median duration of those that were answered, in milliseconds; null without any.</param>
/// <param name="Input">Tokens of prompts, as far as they were told.</param>
/// <param name="Output">Tokens of answers, as far as they were told.</param>
/// <param name="Usd">What providers say that they charged, in US dollars; null where none said.</param>
/// <param name="Unpriced">Number of calls of which no provider said what they cost.</param>
/// <param name="Names">The models, as <c>upstream/model</c>.</param>
public sealed record CallFigures(
    int Calls, int Failed, long? MedianMs, long Input, long Output, decimal? Usd, int Unpriced, IReadOnlyList<string> Names);
