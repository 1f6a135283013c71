using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
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

    /// <summary>The API wants a limit with every request; seats may set their own.</summary>
    private const int DefaultMaxOutputTokens = 8192;

    /// <inheritdoc/>
    protected override WireRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var all = messages.ToList();
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, Endpoint.Model);
            json.WriteNumber("max_tokens"u8, options?.MaxOutputTokens ?? DefaultMaxOutputTokens);
            if (string.Join("\n\n", all.Where(IsSystem).Select(m => m.Text)) is { Length: > 0 } system)
            {
                json.WriteString("system"u8, system);
            }

            json.WriteStartArray("messages"u8);
            foreach (var message in all.Where(m => !IsSystem(m)))
            {
                json.WriteStartObject();
                json.WriteString("role"u8, message.Role.Value);
                json.WriteString("content"u8, message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (stream)
            {
                json.WriteBoolean("stream"u8, true);
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            {
                json.WriteStartObject("output_config"u8);
                json.WriteStartObject("format"u8);
                json.WriteString("type"u8, "json_schema"u8);
                json.WritePropertyName("schema"u8);
                schema.WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new WireRequest(Protocol.Messages, "/v1/messages", buffer.WrittenMemory)
        {
            Headers = [("anthropic-version", options?.Temperature is null ? Version : VersionWithTemperature)],
        };
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;
}
