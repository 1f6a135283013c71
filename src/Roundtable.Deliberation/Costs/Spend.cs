namespace Roundtable.Deliberation.Costs;

/// <summary>What a session used.</summary>
/// <param name="Calls">Answers received from models.</param>
/// <param name="InputTokens">Tokens of prompts, as the providers counted them.</param>
/// <param name="OutputTokens">Tokens of answers, as the providers counted them.</param>
/// <param name="MicroDollars">Cost in millionths of a dollar, as far as it is known; each call's is rounded up.</param>
/// <param name="UnpricedCalls">
/// Calls whose cost is unknown, in whole or in part: no price, no price for a kind of tokens that was used, no usage reported, or no answer in time, so that
/// nobody knows what the provider charges for it. Where there are any, the cost is a lower bound.
/// </param>
public sealed record Spend(int Calls, long InputTokens, long OutputTokens, long MicroDollars, int UnpricedCalls)
{
    /// <summary>Both together.</summary>
    public static Spend operator +(Spend left, Spend right) => new(
        left.Calls + right.Calls,
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.MicroDollars + right.MicroDollars,
        left.UnpricedCalls + right.UnpricedCalls);
}
