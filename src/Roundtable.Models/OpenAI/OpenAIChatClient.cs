using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.OpenAI;

/// <summary>OpenAI's chat completions, and whatever server speaks them.</summary>
internal sealed class OpenAIChatClient(Endpoint endpoint, HttpClient http) : WireChatClient(endpoint, http)
{
    /// <inheritdoc/>
    protected override WireRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, Endpoint.Model);
            json.WriteStartArray("messages"u8);
            foreach (var message in messages)
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
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (options?.MaxOutputTokens is { } limit)
            {
                json.WriteNumber(Endpoint.Connection.Address.Host == "api.openai.com" ? "max_completion_tokens"u8 : "max_tokens"u8, limit);
            }

            if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format)
            {
                json.WriteStartObject("response_format"u8);
                json.WriteString("type"u8, "json_schema"u8);
                json.WriteStartObject("json_schema"u8);
                json.WriteString("name"u8, format.SchemaName ?? "answer");
                json.WriteBoolean("strict"u8, true);
                json.WritePropertyName("schema"u8);
                schema.WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new WireRequest(Protocol.ChatCompletions, "/chat/completions", buffer.WrittenMemory);
    }
}
