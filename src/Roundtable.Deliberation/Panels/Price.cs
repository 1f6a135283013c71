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

        var cost = Part(usage.Input, InputPerMillion)
            + Part(usage.CacheRead, CacheReadPerMillion)
            + Part(usage.CacheWrite, CacheWritePerMillion)
            + Part(usage.InputAudio, InputAudioPerMillion)
            + Part(usage.Output, OutputPerMillion)
            + Part(usage.Reasoning, ReasoningPerMillion ?? OutputPerMillion)
            + Part(usage.OutputAudio, OutputAudioPerMillion);
        var told = IsFree || (usage.TotalInput is not null && usage.TotalOutput is not null);
        cost = told ? cost : cost with { IsComplete = false };
        return !batch || IsFree ? cost : BatchDiscount is { } discount ? cost with { MicroDollars = cost.MicroDollars * (1 - discount) } : Cost.Unknown;
    }

    private Cost Part(long? tokens, decimal? perMillion) =>
        tokens is null or 0 || IsFree ? Cost.Nothing
        : perMillion is { } price ? new Cost(tokens.Value * price, IsComplete: true)
        : Cost.Unknown;
}
