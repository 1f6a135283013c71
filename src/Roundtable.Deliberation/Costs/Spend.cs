namespace Roundtable.Deliberation.Costs;

/// <summary>What a session used.</summary>
/// <param name="Calls">Answers received from models.</param>
/// <param name="InputTokens">Tokens of prompts, as the providers counted them.</param>
/// <param name="OutputTokens">Tokens of answers, as the providers counted them.</param>
/// <param name="MicroDollars">Cost in millionths of a dollar of the calls whose price is known.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown: no price, or no usage reported.</param>
public sealed record Spend(int Calls, long InputTokens, long OutputTokens, long MicroDollars, int UnpricedCalls);
