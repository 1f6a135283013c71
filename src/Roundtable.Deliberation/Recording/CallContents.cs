using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>The bytes under which prompts and settings are kept: JSON with members in canonical order.</summary>
public static class CallContents
{
    /// <summary>
    /// <c>[{"role":…,"text":…},…]</c>; with images <c>"images":[{"media":…,"sha256":…},…]</c> before the role, so that the digest of a prompt commits to
    /// them.
    /// </summary>
    public static byte[] Prompt(IEnumerable<ChatMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                json.WriteStartObject();
                Images(json, message);
                json.WriteString("role"u8, message.Role.Value);
                json.WriteString("text"u8, message.Text);
                Tools(json, message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Every setting that was given; the schema whole, where one was requested.</summary>
    /// <param name="model">The model that is asked for.</param>
    /// <param name="options">The settings.</param>
    public static byte[] Settings(string model, ChatOptions? options)
    {
        var settings = SeatSettings.Of(options);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Text(json, "apiVersion"u8, settings?.ApiVersion);
            if (settings?.Body is { } body)
            {
                json.WritePropertyName("body"u8);
                body.WriteTo(json);
            }

            Text(json, "deployment"u8, settings?.Deployment);
            Text(json, "effort"u8, settings?.Effort);
            if (settings?.Fetch is { } fetch)
            {
                json.WriteBoolean("fetch"u8, fetch);
            }

            if (settings?.Headers is { Count: > 0 } headers)
            {
                json.WriteStartObject("headers"u8);
                foreach (var (name, value) in headers.OrderBy(h => h.Key, StringComparer.Ordinal))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

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

            if (settings?.Search is { } search)
            {
                json.WriteBoolean("search"u8, search);
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (settings?.ThinkingTokens is { } thinking)
            {
                json.WriteNumber("thinkingTokens"u8, thinking);
            }

            if (settings?.HasTools == true)
            {
                json.WriteNumber("toolCalls"u8, settings.MaxToolCalls);
            }

            if (ToolOffer.Of(options) is { Count: > 0 } offers)
            {
                json.WriteStartArray("tools"u8);
                foreach (var offer in offers)
                {
                    json.WriteStartObject();
                    json.WriteString("description"u8, offer.Description);
                    json.WriteString("name"u8, offer.Name);
                    json.WritePropertyName("schema"u8);
                    offer.Schema.WriteTo(json);
                    json.WriteString("server"u8, offer.Server);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            if (options?.TopP is { } topP)
            {
                json.WriteNumber("topP"u8, topP);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// What identifies settings within a session. The limit of tokens is left out: it depends on what other calls had cost by then, and a resumed session
    /// need not come to the same.
    /// </summary>
    /// <param name="settings">Settings as recorded.</param>
    public static Digest Identity(ReadOnlySpan<byte> settings)
    {
        var node = JsonNode.Parse(settings)!.AsObject();
        node.Remove("maxOutputTokens");
        return Digest.Of(CanonicalJson.Write(node));
    }

    private static void Images(Utf8JsonWriter json, ChatMessage message)
    {
        if (!message.Contents.Any(c => c is DataContent))
        {
            return;
        }

        json.WriteStartArray("images"u8);
        foreach (var image in message.Contents.OfType<DataContent>())
        {
            json.WriteStartObject();
            json.WriteString("media"u8, image.MediaType);
            json.WriteString("sha256"u8, Digest.Of(image.Data.Span).ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tools(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Contents.Any(c => c is ToolRequest))
        {
            json.WriteStartArray("toolCalls"u8);
            foreach (var request in message.Contents.OfType<ToolRequest>())
            {
                json.WriteStartObject();
                json.WriteString("arguments"u8, request.Arguments);
                json.WriteString("id"u8, request.Id);
                json.WriteString("tool"u8, request.Tool);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (message.Contents.Any(c => c is ToolReturn))
        {
            json.WriteStartArray("toolReturns"u8);
            foreach (var returned in message.Contents.OfType<ToolReturn>())
            {
                json.WriteStartObject();
                json.WriteString("id"u8, returned.Id);
                json.WriteString("text"u8, returned.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
