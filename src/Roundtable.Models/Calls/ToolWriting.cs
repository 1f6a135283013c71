using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Tools;
using Roundtable.Models.Providers;

namespace Roundtable.Models.Calls;

/// <summary>Tools in the words of each API: those that are offered to the model, what it asked of them, and what they returned.</summary>
internal static class ToolWriting
{
    /// <summary>Members of a chat completion's message that may be sent back.</summary>
    private static readonly string[] _echoed = ["role", "content", "tool_calls", "reasoning_content", "reasoning", "reasoning_details", "refusal"];

    /// <summary>The member <c>tools</c> of a chat completion.</summary>
    public static void WriteChatCompletion(Utf8JsonWriter json, ChatOptions? options, WebTools? web) => Write(json, options, settings =>
    {
        if (web == WebTools.OpenRouter)
        {
            OpenRouter(json, settings.Search, "openrouter:web_search"u8, settings);
            OpenRouter(json, settings.Fetch, "openrouter:web_fetch"u8, settings);
        }
    }, offer =>
    {
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        Function(json, offer, "parameters"u8);
        json.WriteEndObject();
    });

    /// <summary>The members of a response that have to do with tools.</summary>
    public static void WriteResponse(Utf8JsonWriter json, ChatOptions? options, WebTools? web)
    {
        var searches = web == WebTools.OpenAI && SeatSettings.Of(options)?.SearchesOrFetches == true;
        Write(json, options, settings =>
        {
            if (searches)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "web_search"u8);
                json.WriteEndObject();
            }
        }, offer =>
        {
            json.WriteString("type"u8, "function"u8);
            Function(json, offer, "parameters"u8);
            json.WriteBoolean("strict"u8, false);
        });
        if (SeatSettings.Of(options) is not { HasTools: true } settings)
        {
            return;
        }

        if (searches)
        {
            json.WriteNumber("max_tool_calls"u8, settings.MaxToolCalls);
        }

        // Responses that are not stored give back what the model thought in encrypted form.
        json.WriteStartArray("include"u8);
        json.WriteStringValue(searches ? "web_search_call.action.sources"u8 : "reasoning.encrypted_content"u8);
        if (searches)
        {
            json.WriteStringValue("reasoning.encrypted_content"u8);
        }

        json.WriteEndArray();
    }

    /// <summary>The member <c>tools</c> of Anthropic's messages.</summary>
    public static void WriteMessages(Utf8JsonWriter json, ChatOptions? options, WebTools? web) => Write(json, options, settings =>
    {
        if (web == WebTools.Anthropic)
        {
            Anthropic(json, settings.Search, "web_search_20250305"u8, "web_search"u8, settings);
            Anthropic(json, settings.Fetch, "web_fetch_20250910"u8, "web_fetch"u8, settings);
        }
    }, offer => Function(json, offer, "input_schema"u8));

    /// <summary>A message of a chat completion that tools have to do with; false where they do not.</summary>
    public static bool TryWriteChatCompletion(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (var returned in message.Contents.OfType<ToolReturn>())
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, returned.Id);
            json.WriteString("content"u8, returned.Text);
            json.WriteEndObject();
        }

        if (message.Contents.Any(c => c is ToolReturn))
        {
            return true;
        }

        if (message.RawRepresentation is not JsonElement { ValueKind: JsonValueKind.Object } echo)
        {
            return false;
        }

        json.WriteStartObject();
        foreach (var member in echo.EnumerateObject().Where(m => _echoed.Contains(m.Name, StringComparer.Ordinal)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
        return true;
    }

    /// <summary>The items of a response's input for a message that tools have to do with; false where they do not.</summary>
    public static bool TryWriteResponse(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (var returned in message.Contents.OfType<ToolReturn>())
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function_call_output"u8);
            json.WriteString("call_id"u8, returned.Id);
            json.WriteString("output"u8, returned.Text);
            json.WriteEndObject();
        }

        if (message.RawRepresentation is JsonElement { ValueKind: JsonValueKind.Array } echo)
        {
            foreach (var item in echo.EnumerateArray())
            {
                item.WriteTo(json);
            }

            return true;
        }

        return message.Contents.Any(c => c is ToolReturn);
    }

    /// <summary>A message of Anthropic's that tools have to do with; false where they do not.</summary>
    public static bool TryWriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.RawRepresentation is JsonElement { ValueKind: JsonValueKind.Array } echo)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "assistant"u8);
            json.WritePropertyName("content"u8);
            echo.WriteTo(json);
            json.WriteEndObject();
            return true;
        }

        if (!message.Contents.Any(c => c is ToolReturn))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        json.WriteStartArray("content"u8);
        foreach (var returned in message.Contents.OfType<ToolReturn>())
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "tool_result"u8);
            json.WriteString("tool_use_id"u8, returned.Id);
            json.WriteString("content"u8, returned.Text);
            json.WriteBoolean("is_error"u8, returned.Failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }

    private static void Write(Utf8JsonWriter json, ChatOptions? options, Action<SeatSettings> served, Action<ToolOffer> offered)
    {
        if (SeatSettings.Of(options) is not { HasTools: true } settings)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        served(settings);
        foreach (var offer in ToolOffer.Of(options))
        {
            json.WriteStartObject();
            offered(offer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Function(Utf8JsonWriter json, ToolOffer offer, ReadOnlySpan<byte> schema)
    {
        json.WriteString("name"u8, offer.Name);
        json.WriteString("description"u8, offer.Description);
        json.WritePropertyName(schema);
        offer.Schema.WriteTo(json);
    }

    private static void OpenRouter(Utf8JsonWriter json, bool? wanted, ReadOnlySpan<byte> type, SeatSettings settings)
    {
        if (wanted == true)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteStartObject("parameters"u8);
            json.WriteNumber("max_uses"u8, settings.MaxToolCalls);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void Anthropic(Utf8JsonWriter json, bool? wanted, ReadOnlySpan<byte> type, ReadOnlySpan<byte> name, SeatSettings settings)
    {
        if (wanted == true)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteString("name"u8, name);
            json.WriteNumber("max_uses"u8, settings.MaxToolCalls);
            if (name.SequenceEqual("web_fetch"u8))
            {
                json.WriteStartObject("citations"u8);
                json.WriteBoolean("enabled"u8, true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }
}
