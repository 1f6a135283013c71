using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Panels;

/// <summary>
/// What a model costs, in US dollars per million tokens of each kind, all 0 or more. A price that is null is unknown, which is not zero: tokens of that
/// kind make a cost incomplete. Where input and output are free, everything is.
/// </summary>
/// <param name="InputPerMillion">Tokens of the prompt that are of no other kind.</param>
/// <param name="OutputPerMillion">Tokens of the answer that are of no other kind.</param>
public sealed record Price(decimal InputPerMillion, decimal OutputPerMillion)
{
    /// <summary>Tokens of the prompt that the provider read from its cache.</summary>
    public decimal? CacheReadPerMillion { get; init; }

    /// <summary>Tokens of the prompt that the provider wrote to its cache, for as long as it keeps them by default.</summary>
    public decimal? CacheWritePerMillion { get; init; }

    /// <summary>Tokens of reasoning; null where they cost as much as output, which is the rule.</summary>
    public decimal? ReasoningPerMillion { get; init; }

    /// <summary>Tokens of audio in the prompt.</summary>
    public decimal? InputAudioPerMillion { get; init; }

    /// <summary>Tokens of audio in the answer.</summary>
    public decimal? OutputAudioPerMillion { get; init; }

    /// <summary>How much less a call costs that is one of a batch: from 0 to 1, and 0.5 is half price.</summary>
    public decimal? BatchDiscount { get; init; }

    /// <summary>What calls with long prompts cost; null where they cost the same, or nobody knows (<see cref="KnownUpToTokens"/>).</summary>
    public LongPrompt? LongPrompt { get; init; }

    /// <summary>Whether a longer prompt than this many tokens costs more is not known: its cost is a lower bound. Null where the price holds for all.</summary>
    public int? KnownUpToTokens { get; init; }

    private bool IsFree => InputPerMillion == 0 && OutputPerMillion == 0;

    /// <summary>What a call costs.</summary>
    /// <param name="usage">The tokens that it used; null where nobody knows.</param>
    /// <param name="batch">Whether it was one of a batch.</param>
    public Cost Of(Usage? usage, bool batch = false)
    {
        if (usage is null)
        {
            return IsFree ? Cost.Nothing : Cost.Unknown;
        }

        var price = At(usage.TotalInput);
        var cost = Part(usage.Input, price.InputPerMillion)
            + Part(usage.CacheRead, price.CacheReadPerMillion)
            + Part(usage.CacheWrite, price.CacheWritePerMillion)
            + Part(usage.InputAudio, InputAudioPerMillion)
            + Part(usage.Output, price.OutputPerMillion)
            + Part(usage.Reasoning, price.ReasoningPerMillion ?? price.OutputPerMillion)
            + Part(usage.OutputAudio, OutputAudioPerMillion);
        var told = IsFree || (usage.TotalInput is not null && usage.TotalOutput is not null && !(usage.TotalInput > KnownUpToTokens));
        cost = told ? cost : cost with { IsComplete = false };
        return !batch || IsFree ? cost : BatchDiscount is { } discount ? cost with { MicroDollars = cost.MicroDollars * (1 - discount) } : Cost.Unknown;
    }

    /// <summary>
    /// The most that a call can cost: every token of the prompt and of the answer at the dearest kind that they can be of. Where it is not known what a long
    /// prompt costs, it is taken for twice as dear, which is the largest surcharge in use.
    /// </summary>
    /// <param name="inputTokens">Tokens of the prompt.</param>
    /// <param name="outputTokens">Tokens of the answer, reasoning included.</param>
    /// <returns>Millionths of a US dollar, rounded up.</returns>
    public long Dearest(long inputTokens, long outputTokens)
    {
        var price = At(inputTokens);
        var input = Math.Max(price.InputPerMillion, price.CacheWritePerMillion ?? 0);
        var output = Math.Max(price.OutputPerMillion, price.ReasoningPerMillion ?? 0);
        var surcharge = inputTokens > KnownUpToTokens ? 2 : 1;
        return (long)Math.Min(Math.Ceiling(((inputTokens * input) + (outputTokens * output)) * surcharge), long.MaxValue / 4);
    }

    private Price At(long? inputTokens) => LongPrompt is { } dear && inputTokens > dear.FromTokens
        ? this with
        {
            InputPerMillion = dear.InputPerMillion,
            OutputPerMillion = dear.OutputPerMillion,
            CacheReadPerMillion = dear.CacheReadPerMillion,
            CacheWritePerMillion = InputPerMillion == 0 ? CacheWritePerMillion : CacheWritePerMillion * dear.InputPerMillion / InputPerMillion,
            ReasoningPerMillion = ReasoningPerMillion * (OutputPerMillion == 0 ? 1 : dear.OutputPerMillion / OutputPerMillion),
        }
        : this;

    private Cost Part(long? tokens, decimal? perMillion) =>
        tokens is null or 0 || IsFree ? Cost.Nothing
        : perMillion is { } price ? new Cost(tokens.Value * price, IsComplete: true)
        : Cost.Unknown;
}
