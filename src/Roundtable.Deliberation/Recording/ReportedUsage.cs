using Microsoft.Extensions.AI;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// A response's <see cref="UsageDetails"/> and what the record keeps of them. There the input and output counts are totals, and cached, reasoning and
/// audio tokens are parts of them, as Microsoft.Extensions.AI defines; clients whose API counts otherwise report the totals.
/// </summary>
public static class ReportedUsage
{
    /// <summary>
    /// Name in <see cref="UsageDetails.AdditionalCounts"/> for tokens that were written to the provider's cache: a part of the input count. The Anthropic
    /// package uses this name, and its input count is a total.
    /// </summary>
    public const string CacheWriteCount = "CacheCreationInputTokens";

    /// <summary>
    /// Name in <see cref="UsageDetails.AdditionalCounts"/> for tokens of audio in the prompt: a part of the input count. (The library's own property is
    /// experimental.)
    /// </summary>
    public const string InputAudioCount = "roundtable.inputAudioTokens";

    /// <summary>Name in <see cref="UsageDetails.AdditionalCounts"/> for tokens of audio in the answer: a part of the output count.</summary>
    public const string OutputAudioCount = "roundtable.outputAudioTokens";

    /// <summary>The usage by disjoint kinds; null where nothing was reported.</summary>
    public static Usage? Of(UsageDetails? details) => details is null ? null : Usage.FromTotals(
        details.InputTokenCount,
        details.OutputTokenCount,
        details.CachedInputTokenCount,
        Additional(details, CacheWriteCount),
        details.ReasoningTokenCount,
        Additional(details, InputAudioCount),
        Additional(details, OutputAudioCount));

    /// <summary>The usage of several calls together; null where one of them reports none, for a sum without it would be too small.</summary>
    public static UsageDetails? Sum(IReadOnlyList<UsageDetails?> all)
    {
        if (all.Count == 1 || all.Any(u => u is null))
        {
            return all.Count == 1 ? all[0] : null;
        }

        var sum = new UsageDetails();
        foreach (var usage in all)
        {
            sum.Add(usage!);
        }

        return sum;
    }

    /// <summary>What a client reports for a usage that is on the record: <see cref="Of"/> leads back to it.</summary>
    public static UsageDetails? ToDetails(Usage? usage)
    {
        if (usage is null)
        {
            return null;
        }

        var details = new UsageDetails
        {
            InputTokenCount = usage.TotalInput,
            OutputTokenCount = usage.TotalOutput,
            TotalTokenCount = usage.TotalInput + usage.TotalOutput,
            CachedInputTokenCount = usage.CacheRead,
            ReasoningTokenCount = usage.Reasoning,
        };
        foreach (var (name, count) in (ReadOnlySpan<(string, long?)>)
        [
            (CacheWriteCount, usage.CacheWrite), (InputAudioCount, usage.InputAudio), (OutputAudioCount, usage.OutputAudio),
        ])
        {
            if (count is { } number)
            {
                (details.AdditionalCounts ??= [])[name] = number;
            }
        }

        return details;
    }

    private static long? Additional(UsageDetails details, string name) =>
        details.AdditionalCounts is { } more && more.TryGetValue(name, out var count) ? count : null;
}
