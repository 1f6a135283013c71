using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.OpenAI;

/// <summary>What a chat completion has in common whether it comes whole or in parts.</summary>
internal static class OpenAIAnswer
{
    /// <summary>Refuses what reports an error: aggregators report an upstream failure inside a success.</summary>
    /// <exception cref="ModelCallException">When it does.</exception>
    public static JsonElement Checked(Endpoint endpoint, JsonElement root) =>
        root.Member("error") is { ValueKind: not JsonValueKind.Null } error
            ? throw endpoint.Refused((int?)error.Count("code") ?? 502, root.GetRawText())
            : root;

    /// <summary>Tokens as the provider counted them; null where it did not say.</summary>
    public static UsageDetails? Usage(JsonElement root) =>
        root.Member("usage") is { } usage && usage.Count("prompt_tokens") is { } input && usage.Count("completion_tokens") is { } output
            ? new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output }
            : null;

    /// <summary>The answer of a model that spoke, or declined.</summary>
    public static ChatResponse Of(string? content, string? refusal, string? model, string? id, string? finish, UsageDetails? usage) =>
        new(new ChatMessage(ChatRole.Assistant, content is { Length: > 0 } ? content : refusal ?? ""))
        {
            ModelId = model,
            ResponseId = id,
            FinishReason = refusal is { Length: > 0 } ? ChatFinishReason.ContentFilter : finish is not null ? new ChatFinishReason(finish) : null,
            Usage = usage,
        };

    /// <summary>A string, or parts of which some are text.</summary>
    public static string? Content(JsonElement message) => message.Member("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.Items().Select(p => p.Text("text"))),
        _ => null,
    };
}
