using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Anthropic;

/// <summary>Anthropic's messages, and whatever server speaks them.</summary>
internal sealed class AnthropicChatClient(Endpoint endpoint, HttpClient http) : WireChatClient(endpoint, http)
{
    /// <summary>The newest version of the API. It knows no temperature, for no model.</summary>
    private const string Version = "2026-10-21";

    /// <summary>The version before it, which leaves it to the model whether a temperature is accepted.</summary>
    private const string VersionWithTemperature = "2023-06-01";

    /// <summary>Reading pages began as a beta that a header asks for.</summary>
    private const string FetchBeta = "web-fetch-2025-09-10";

    /// <summary>The API wants a limit with every request; seats may set their own.</summary>
    private const int DefaultMaxOutputTokens = 8192;

    /// <summary>The fewest tokens that any model caches are 1,024; a shorter text has fewer for certain.</summary>
    private const int MinCachedLength = 1_024;

    /// <inheritdoc/>
    protected override WireRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var all = messages.ToList();
        var limit = options?.MaxOutputTokens ?? DefaultMaxOutputTokens;
        var reasoning = Reasoning.Of(SeatSettings.Of(options), WireHints.Of(options).AdaptiveThinking, limit);

        // A model that thinks takes neither temperature nor top_p.
        var temperature = reasoning.Thinks ? null : options?.Temperature;
        var topP = reasoning.Thinks ? null : options?.TopP;
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema;
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, Endpoint.Model);
            json.WriteNumber("max_tokens"u8, limit);
            if (string.Join("\n\n", all.Where(IsSystem).Select(m => m.Text)) is { Length: > 0 } system)
            {
                json.WriteString("system"u8, system);
            }

            json.WriteStartArray("messages"u8);
            var shared = options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.SharedPrefixProperty) as int? ?? 0;
            foreach (var message in all.Where(m => !IsSystem(m)))
            {
                if (TryWriteShared(json, message, shared))
                {
                    shared = 0;
                    continue;
                }

                if (ToolWriting.TryWriteMessage(json, message))
                {
                    continue;
                }

                json.WriteStartObject();
                json.WriteString("role"u8, message.Role.Value);
                MessageContent.WriteMessage(json, message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (stream)
            {
                json.WriteBoolean("stream"u8, true);
            }

            if (temperature is { } warmth)
            {
                json.WriteNumber("temperature"u8, warmth);
            }

            if (topP is { } mass)
            {
                json.WriteNumber("top_p"u8, mass);
            }

            reasoning.WriteThinking(json);
            ToolWriting.WriteMessages(json, options, Endpoint.Connection.WebTools);
            if (schema is not null || reasoning.Effort is not null)
            {
                json.WriteStartObject("output_config"u8);
                if (reasoning.Effort is { } effort)
                {
                    json.WriteString("effort"u8, effort);
                }

                if (schema is { } shape)
                {
                    json.WriteStartObject("format"u8);
                    json.WriteString("type"u8, "json_schema"u8);
                    json.WritePropertyName("schema"u8);
                    shape.WriteTo(json);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new WireRequest(Protocol.Messages, "/v1/messages", buffer.WrittenMemory)
        {
            Headers =
            [
                ("anthropic-version", temperature is null && topP is null ? Version : VersionWithTemperature),
                .. SeatSettings.Of(options)?.Fetch == true ? [("anthropic-beta", FetchBeta)] : (ReadOnlySpan<(string, string)>)[],
            ],
        };
    }

    /// <summary>
    /// Writes a message whose beginning many calls share as two texts, the first of them marked for the provider's cache, which keeps it and all before it
    /// for as long as it does by default.
    /// </summary>
    private static bool TryWriteShared(Utf8JsonWriter json, ChatMessage message, int shared)
    {
        if (message.Role != ChatRole.User || message.Contents is not [TextContent { Text: var text }] || shared < MinCachedLength || shared >= text.Length
            || char.IsLowSurrogate(text[shared]))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        json.WriteStartArray("content"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text.AsSpan(0, shared));
        json.WriteStartObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text.AsSpan(shared));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;

    /// <summary>How Claude is told how hard to think.</summary>
    /// <param name="Effort">The effort, or null.</param>
    /// <param name="Thinking">The kind of thinking: <c>enabled</c>, <c>adaptive</c>, <c>disabled</c>, or null for what the model does by itself.</param>
    /// <param name="Budget">Tokens of thinking, where it is enabled.</param>
    private sealed record Reasoning(string? Effort, string? Thinking, int Budget)
    {
        public bool Thinks => Thinking is "enabled" or "adaptive";

        public static Reasoning Of(SeatSettings? settings, bool adaptive, int limit) => settings switch
        {
            { ThinkingTokens: { } tokens } when adaptive => new Reasoning(ReasoningWords.EffortOf(tokens), "adaptive", 0),
            { ThinkingTokens: { } tokens } when Budgeted(tokens, limit) is { } budget => new Reasoning(null, "enabled", budget),
            { Effort: "none" } => new Reasoning(null, "disabled", 0),
            { Effort: { } effort } => new Reasoning(effort == "minimal" ? "low" : effort, adaptive ? "adaptive" : null, 0),
            _ => new Reasoning(null, null, 0),
        };

        public void WriteThinking(Utf8JsonWriter json)
        {
            if (Thinking is null)
            {
                return;
            }

            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, Thinking);
            if (Thinking == "enabled")
            {
                json.WriteNumber("budget_tokens"u8, Budget);
            }

            json.WriteEndObject();
        }

        /// <summary>Thinking counts as a part of the answer, and the API wants room for the rest; null where none is left.</summary>
        private static int? Budgeted(int tokens, int limit) =>
            Math.Min(tokens, limit - SeatSettings.MinThinkingTokens) is >= SeatSettings.MinThinkingTokens and var budget ? budget : null;
    }
}
