using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Calls;
using Roundtable.Models.Gemini;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;

namespace Roundtable.Models.OpenAI;

/// <summary>
/// OpenAI's chat completions, and whatever server speaks them. Models that are reached through OpenAI's responses alone are asked so, once their server
/// has said it.
/// </summary>
internal sealed class OpenAIChatClient(Endpoint endpoint, HttpClient http) : WireChatClient(endpoint, http)
{
    /// <inheritdoc/>
    protected override WireRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var (hints, settings, web) = (WireHints.Of(options), SeatSettings.Of(options), Endpoint.Connection.WebTools);
        if (web == WebTools.Gemini && settings?.SearchesOrFetches == true)
        {
            return GenerateContentRequest.Write(Endpoint.Model, messages, options);
        }

        if (web == WebTools.OpenAI && settings?.SearchesOrFetches == true)
        {
            hints = hints with { Responses = true }; // OpenAI's own tools are there alone.
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, Endpoint.Model);
            json.WriteStartArray(hints.Responses ? "input"u8 : "messages"u8);
            foreach (var message in messages)
            {
                if (hints.Responses ? ToolWriting.TryWriteResponse(json, message) : ToolWriting.TryWriteChatCompletion(json, message))
                {
                    continue;
                }

                json.WriteStartObject();
                json.WriteString("role"u8, message.Role.Value);
                if (hints.Responses)
                {
                    MessageContent.WriteResponse(json, message);
                }
                else
                {
                    MessageContent.WriteChatCompletion(json, message);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (options?.TopP is { } topP)
            {
                json.WriteNumber("top_p"u8, topP);
            }

            if (stream)
            {
                json.WriteBoolean("stream"u8, true);
            }

            if (hints.Responses)
            {
                ToolWriting.WriteResponse(json, options, web);
                FinishResponse(json, options, settings);
            }
            else
            {
                ToolWriting.WriteChatCompletion(json, options, web);
                WriteReasoning(json, settings);
                FinishChatCompletion(json, options, hints, stream);
            }

            json.WriteEndObject();
        }

        return hints.Responses
            ? new WireRequest(Protocol.Responses, Path("/responses", settings, ofDeployment: false), buffer.WrittenMemory)
            : new WireRequest(Protocol.ChatCompletions, Path("/chat/completions", settings, ofDeployment: true), buffer.WrittenMemory);
    }

    /// <summary>Azure serves a model as a deployment with a name of its own, and wants the version of the API with every request.</summary>
    private string Path(string path, SeatSettings? settings, bool ofDeployment)
    {
        if ((settings?.ApiVersion ?? Endpoint.Connection.ApiVersion) is not { } version)
        {
            return path;
        }

        var deployment = settings?.Deployment ?? Endpoint.Connection.Deployments.GetValueOrDefault(Endpoint.Model) ?? Endpoint.Model;
        var root = Endpoint.Connection.Address.AbsolutePath.TrimEnd('/').EndsWith("/openai", StringComparison.Ordinal) ? "" : "/openai";
        return $"{root}{(ofDeployment ? $"/deployments/{Uri.EscapeDataString(deployment)}" : "")}{path}?api-version={Uri.EscapeDataString(version)}";
    }

    /// <summary>The words differ: OpenRouter and Gemini have their own for a budget, everybody else knows an effort.</summary>
    private void WriteReasoning(Utf8JsonWriter json, SeatSettings? settings)
    {
        if (ReasoningWords.EffortOf(settings) is not { } effort)
        {
            return;
        }

        switch (Endpoint.Connection.Address.Host, settings!.ThinkingTokens)
        {
            case ("openrouter.ai", var tokens):
                json.WriteStartObject("reasoning"u8);
                if (tokens is { } budget)
                {
                    json.WriteNumber("max_tokens"u8, budget);
                }
                else
                {
                    json.WriteString("effort"u8, effort);
                }

                json.WriteEndObject();
                break;
            case ("generativelanguage.googleapis.com", { } tokens):
                json.WriteStartObject("extra_body"u8);
                json.WriteStartObject("google"u8);
                json.WriteStartObject("thinking_config"u8);
                json.WriteNumber("thinking_budget"u8, tokens);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                json.WriteString("reasoning_effort"u8, effort);
                break;
        }
    }

    private void FinishChatCompletion(Utf8JsonWriter json, ChatOptions? options, WireHints hints, bool stream)
    {
        if (stream)
        {
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }

        if (options?.MaxOutputTokens is { } limit)
        {
            var newName = hints.CompletionLimit ?? (Endpoint.Connection.Address.Host == "api.openai.com");
            json.WriteNumber(newName ? "max_completion_tokens"u8 : "max_tokens"u8, limit);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } } format)
        {
            json.WriteStartObject("response_format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            WriteSchema(json, format);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void FinishResponse(Utf8JsonWriter json, ChatOptions? options, SeatSettings? settings)
    {
        json.WriteBoolean("store"u8, false);
        if (ReasoningWords.EffortOf(settings) is { } effort)
        {
            json.WriteStartObject("reasoning"u8);
            json.WriteString("effort"u8, effort);
            json.WriteEndObject();
        }

        if (options?.MaxOutputTokens is { } limit)
        {
            json.WriteNumber("max_output_tokens"u8, limit);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } } format)
        {
            json.WriteStartObject("text"u8);
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            WriteSchema(json, format);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteSchema(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteString("name"u8, format.SchemaName ?? "answer");
        json.WriteBoolean("strict"u8, true);
        json.WritePropertyName("schema"u8);
        format.Schema!.Value.WriteTo(json);
    }
}
