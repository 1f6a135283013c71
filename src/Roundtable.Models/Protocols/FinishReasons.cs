namespace Roundtable.Models.Protocols;

/// <summary>Why models stop, in OpenAI's words, whichever the provider uses.</summary>
public static class FinishReasons
{
    /// <summary>The model was done.</summary>
    public const string Stop = "stop";

    /// <summary>A limit of tokens was reached: the answer is cut.</summary>
    public const string Length = "length";

    /// <summary>The model wants tools to be called.</summary>
    public const string ToolCalls = "tool_calls";

    /// <summary>The model declined, or a filter withheld the answer.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>The provider could not finish the answer.</summary>
    internal const string Error = "error";

    /// <summary>The common word for a provider's word; the provider's own where there is none. Null and empty are null.</summary>
    public static string? Of(string? said) => said?.ToLowerInvariant() switch
    {
        null or "" => null,
        "stop" or "end_turn" or "stop_sequence" or "eos" or "eos_token" => Stop,
        "length" or "max_tokens" or "model_length" or "max_output_tokens" or "model_context_window_exceeded" => Length,
        "tool_calls" or "tool_use" or "function_call" => ToolCalls,

        // Gemini passes its own reasons through its OpenAI-compatible endpoint, some after a colon.
        "refusal" or "safety" or "recitation" or "blocklist" or "prohibited_content" or "spii" or "image_safety" or "image_recitation"
            or "sensitive" or "guardrail_intervened" or "content_filtered" => ContentFilter,
        var word when word.StartsWith(ContentFilter, StringComparison.Ordinal) => ContentFilter,

        // DeepSeek stops in mid-answer where it has no machine left, Zhipu where its network fails, vLLM and SGLang where the call was aborted.
        "error" or "insufficient_system_resource" or "network_error" or "abort" => Error,
        _ => said,
    };
}
