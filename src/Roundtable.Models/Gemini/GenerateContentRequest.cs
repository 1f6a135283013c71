using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Gemini;

/// <summary>
/// A request to Gemini's own API (<c>POST /v1beta/models/MODEL:generateContent</c>), in which alone its search and its reading of pages can be asked for. How
/// often the model may use them cannot be said there.
/// </summary>
internal static class GenerateContentRequest
{
    private static readonly string[] _older = ["gemini-1", "gemini-2"];

    /// <summary>The request.</summary>
    /// <param name="name">The model as the provider calls it.</param>
    /// <param name="messages">The prompt.</param>
    /// <param name="options">The settings.</param>
    public static WireRequest Write(string name, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var (model, all) = (name.StartsWith("models/", StringComparison.Ordinal) ? name["models/".Length..] : name, messages.ToList());
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (all.Where(m => m.Role == ChatRole.System).ToList() is { Count: > 0 } instructions)
            {
                json.WriteStartObject("systemInstruction"u8);
                WriteParts(json, instructions);
                json.WriteEndObject();
            }

            json.WriteStartArray("contents"u8);
            foreach (var message in all.Where(m => m.Role != ChatRole.System))
            {
                json.WriteStartObject();
                json.WriteString("role"u8, message.Role == ChatRole.Assistant ? "model"u8 : "user"u8);
                WriteParts(json, [message]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteTools(json, SeatSettings.Of(options));
            WriteSettings(json, options, isOlder: Array.Exists(_older, o => model.StartsWith(o, StringComparison.Ordinal)));
            json.WriteEndObject();
        }

        return new WireRequest(Protocol.GenerateContent, $"/models/{Uri.EscapeDataString(model)}:generateContent", buffer.WrittenMemory);
    }

    private static void WriteParts(Utf8JsonWriter json, IEnumerable<ChatMessage> messages)
    {
        json.WriteStartArray("parts"u8);
        foreach (var part in messages.SelectMany(m => m.Contents).Where(c => c is TextContent or DataContent))
        {
            json.WriteStartObject();
            if (part is DataContent image)
            {
                json.WriteStartObject("inlineData"u8);
                json.WriteString("mimeType"u8, image.MediaType);
                json.WriteString("data"u8, image.Base64Data.Span);
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("text"u8, ((TextContent)part).Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, SeatSettings? settings)
    {
        json.WriteStartArray("tools"u8);
        foreach (var (name, isWanted) in (ReadOnlySpan<(string, bool?)>)[("google_search", settings?.Search), ("url_context", settings?.Fetch)])
        {
            if (isWanted == true)
            {
                json.WriteStartObject();
                json.WriteStartObject(name);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Until its third generation Gemini knows budgets of thinking alone, and refuses a schema beside tools.</summary>
    private static void WriteSettings(Utf8JsonWriter json, ChatOptions? options, bool isOlder)
    {
        json.WriteStartObject("generationConfig"u8);
        if (options?.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (options?.TopP is { } topP)
        {
            json.WriteNumber("topP"u8, topP);
        }

        if (options?.MaxOutputTokens is { } limit)
        {
            json.WriteNumber("maxOutputTokens"u8, limit);
        }

        if (SeatSettings.Of(options) is { } settings && ReasoningWords.EffortOf(settings) is { } effort)
        {
            json.WriteStartObject("thinkingConfig"u8);
            if (isOlder || settings.ThinkingTokens is not null)
            {
                json.WriteNumber("thinkingBudget"u8, settings.ThinkingTokens ?? ReasoningWords.TokensOf(effort));
            }
            else
            {
                json.WriteString("thinkingLevel"u8, effort);
            }

            json.WriteEndObject();
        }

        if (!isOlder && options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            json.WriteString("responseMimeType"u8, "application/json"u8);
            json.WritePropertyName("responseJsonSchema"u8);
            schema.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
