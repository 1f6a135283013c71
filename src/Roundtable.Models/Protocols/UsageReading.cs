using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>Tokens and cost as providers report them.</summary>
internal static class UsageReading
{
    private const decimal TicksPerDollar = 10_000_000_000;

    /// <summary>The usage of a chat completion or a response: totals, and parts of them.</summary>
    public static Usage? OfOpenAI(JsonElement usage)
    {
        var input = usage.Count("prompt_tokens") ?? usage.Count("input_tokens");
        var output = usage.Count("completion_tokens") ?? usage.Count("output_tokens");
        var inputs = usage.Member("prompt_tokens_details") ?? usage.Member("input_tokens_details") ?? default;
        var outputs = usage.Member("completion_tokens_details") ?? usage.Member("output_tokens_details") ?? default;
        if (usage.Count("total_tokens") - input is { } rest && rest > output)
        {
            // xAI and Gemini leave reasoning out of the completion's tokens and count it in the total alone.
            output = rest;
        }

        var reasoning = outputs.Count("reasoning_tokens") ?? usage.Count("reasoning_tokens");
        if (reasoning > output)
        {
            // A part is never more than the whole: the whole leaves it out, and the total does too.
            output += reasoning;
        }

        return Usage.FromTotals(
            input,
            output,
            inputs.Count("cached_tokens") ?? usage.Count("prompt_cache_hit_tokens") ?? usage.Count("cached_tokens") ?? usage.Count("num_cached_tokens"),
            inputs.Count("cache_write_tokens") ?? inputs.Count("cache_creation_tokens"),
            reasoning,
            inputs.Count("audio_tokens"),
            outputs.Count("audio_tokens"));
    }

    /// <summary>What the provider says that it charged, in US dollars; null where it does not say.</summary>
    public static decimal? CostUsd(JsonElement usage)
    {
        if (usage.Count("cost_in_usd_ticks") is { } ticks)
        {
            return ticks / TicksPerDollar; // xAI
        }

        var cost = usage.Amount("cost") ?? usage.Member("cost")?.Amount("total_cost"); // OpenRouter; Perplexity
        var own = usage.Member("is_byok") is { ValueKind: JsonValueKind.True } ? usage.Member("cost_details")?.Amount("upstream_inference_cost") : null;
        return cost + (own ?? 0); // With a key of one's own at the provider behind OpenRouter, that provider charges too.
    }
}
