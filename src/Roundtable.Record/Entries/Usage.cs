namespace Roundtable.Record.Entries;

/// <summary>
/// Tokens used by a call, by kind, as counted by the provider. The kinds are disjoint: no token is counted twice, so that the input kinds add up to the
/// whole prompt, the output kinds to the whole answer, and one price per kind yields the cost.
/// </summary>
/// <remarks>
/// <para>
/// Null means that the provider did not report the kind, which is not the same as zero: tokens of an unreported kind are contained in
/// <see cref="Input"/> or <see cref="Output"/>, in unknown number. Each count is from 0 to 2^53 - 1.
/// </para>
/// <para>
/// Most providers report totals and parts of them, which <see cref="FromTotals"/> converts to disjoint kinds. Its arguments by API:
/// <list type="bullet">
/// <item>OpenAI chat completions and compatible servers: <c>prompt_tokens</c> and <c>completion_tokens</c> are the totals;
/// <c>prompt_tokens_details.cached_tokens</c> and <c>audio_tokens</c> are parts of the first (so is OpenRouter's <c>cache_write_tokens</c>),
/// <c>completion_tokens_details.reasoning_tokens</c> and <c>audio_tokens</c> parts of the second.</item>
/// <item>OpenAI responses: the same with <c>input_tokens</c>, <c>input_tokens_details</c>, <c>output_tokens</c>, <c>output_tokens_details</c>.</item>
/// <item>Anthropic messages: <c>input_tokens</c> excludes the cache, so the total is the sum of <c>input_tokens</c>,
/// <c>cache_read_input_tokens</c> and <c>cache_creation_input_tokens</c>; thinking is contained in <c>output_tokens</c> and not reported separately.</item>
/// <item>Gemini: the output total is <c>candidatesTokenCount</c> plus <c>thoughtsTokenCount</c>, because the former excludes the latter;
/// <c>cachedContentTokenCount</c> is a part of <c>promptTokenCount</c>.</item>
/// </list>
/// </para>
/// </remarks>
/// <param name="Input">Prompt tokens of no other kind: neither read from a cache, nor written to one, nor audio.</param>
/// <param name="Output">Answer tokens of no other kind: neither reasoning nor audio.</param>
/// <param name="CacheRead">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to the provider's cache, regardless of its lifetime.</param>
/// <param name="Reasoning">Tokens spent on reasoning before or within the answer, whether shown or not.</param>
/// <param name="InputAudio">Audio tokens of the prompt that were not read from a cache.</param>
/// <param name="OutputAudio">Audio tokens of the answer.</param>
public sealed record Usage(
    long? Input = null,
    long? Output = null,
    long? CacheRead = null,
    long? CacheWrite = null,
    long? Reasoning = null,
    long? InputAudio = null,
    long? OutputAudio = null)
{
    /// <summary>Tokens of the whole prompt, the sum of the input kinds; null if unknown because <see cref="Input"/> was not reported.</summary>
    public long? TotalInput => Input is null ? null : Sum(Input, CacheRead, CacheWrite, InputAudio);

    /// <summary>Tokens of the whole answer, the sum of the output kinds; null if unknown because <see cref="Output"/> was not reported.</summary>
    public long? TotalOutput => Output is null ? null : Sum(Output, Reasoning, OutputAudio);

    /// <summary>Whether no kind was reported. An empty usage cannot be recorded.</summary>
    public bool IsEmpty => Sum(Input, Output, CacheRead, CacheWrite, Reasoning, InputAudio, OutputAudio) is null;

    /// <summary>Converts totals and parts of them to disjoint kinds; null if nothing was reported.</summary>
    /// <remarks>
    /// APIs do not report how much of the audio was read from a cache: it is assumed not to be cached, as far as the total permits. If the parts still
    /// exceed their total, they contradict it: then the total becomes <see cref="Input"/> or <see cref="Output"/>, and the parts count as not reported.
    /// A part without a total is kept. Numbers below 0 or above 2^53 - 1 count as not reported.
    /// </remarks>
    /// <param name="totalInput">Tokens of the whole prompt.</param>
    /// <param name="totalOutput">Tokens of the whole answer.</param>
    /// <param name="cacheRead">Of the prompt: read from a cache.</param>
    /// <param name="cacheWrite">Of the prompt: written to a cache.</param>
    /// <param name="reasoning">Of the answer: reasoning.</param>
    /// <param name="inputAudio">Of the prompt: audio.</param>
    /// <param name="outputAudio">Of the answer: audio.</param>
    public static Usage? FromTotals(
        long? totalInput,
        long? totalOutput,
        long? cacheRead = null,
        long? cacheWrite = null,
        long? reasoning = null,
        long? inputAudio = null,
        long? outputAudio = null)
    {
        (totalInput, totalOutput, cacheRead, cacheWrite) = (Count(totalInput), Count(totalOutput), Count(cacheRead), Count(cacheWrite));
        (reasoning, inputAudio, outputAudio) = (Count(reasoning), Count(inputAudio), Count(outputAudio));
        if (totalInput is { } whole && inputAudio is { } audio && Sum(cacheRead, cacheWrite) is { } cache && cache <= whole)
        {
            inputAudio = Math.Min(audio, whole - cache);
        }

        var input = totalInput - (Sum(cacheRead, cacheWrite, inputAudio) ?? 0);
        var output = totalOutput - (Sum(reasoning, outputAudio) ?? 0);
        (input, cacheRead, cacheWrite, inputAudio) = input < 0 ? (totalInput, null, null, null) : (input, cacheRead, cacheWrite, inputAudio);
        (output, reasoning, outputAudio) = output < 0 ? (totalOutput, null, null) : (output, reasoning, outputAudio);
        var usage = new Usage(input, output, cacheRead, cacheWrite, reasoning, inputAudio, outputAudio);
        return usage.IsEmpty ? null : usage;
    }

    private static long? Count(long? number) => number is >= 0 and <= LeafFormat.MaxInteger ? number : null;

    private static long? Sum(params ReadOnlySpan<long?> counts)
    {
        long? sum = null;
        foreach (var count in counts)
        {
            sum = count is { } number ? (sum ?? 0) + number : sum;
        }

        return sum;
    }
}
