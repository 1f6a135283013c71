using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>The bytes under which prompts and settings are kept: JSON with members in canonical order.</summary>
internal static class CallContents
{
    /// <summary><c>[{"role":…,"text":…},…]</c>.</summary>
    public static byte[] Prompt(IEnumerable<ChatMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, message.Role.Value);
                json.WriteString("text"u8, message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Every setting that was given; the schema whole, where one was requested.</summary>
    public static byte[] Settings(string model, ChatOptions? options)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (options?.MaxOutputTokens is { } limit)
            {
                json.WriteNumber("maxOutputTokens"u8, limit);
            }

            json.WriteString("model"u8, model);
            if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            {
                json.WritePropertyName("schema"u8);
                schema.WriteTo(json);
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
