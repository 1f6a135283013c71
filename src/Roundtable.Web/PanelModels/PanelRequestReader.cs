using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;
using static Roundtable.Web.PanelModels.RequestMembers;

namespace Roundtable.Web.PanelModels;

/// <summary>Reads requests to panels in the three protocols. Every member of a request is honoured, asks for nothing, or is refused by name.</summary>
internal static class PanelRequestReader
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="PanelRequestException">When a panel does not answer it.</exception>
    public static PanelCall Read(Protocol protocol, ReadOnlyMemory<byte> body)
    {
        var draft = new RequestDraft();
        try
        {
            foreach (var (name, value) in Of(Parse(body), "body"))
            {
                if (!TakeCommon(draft, name, value) && !Take(protocol, draft, name, value))
                {
                    throw Unknown(name);
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw new PanelRequestException(400, "invalid_json", null, "The body holds half of a surrogate pair, which is no text.");
        }

        return draft.ToCall(protocol, protocol == Protocol.Responses ? "input" : "messages");
    }

    private static bool Take(Protocol protocol, RequestDraft draft, string name, JsonElement value) => protocol switch
    {
        Protocol.ChatCompletions => TakeChat(draft, name, value),
        Protocol.Responses => TakeResponse(draft, name, value),
        _ => TakeMessages(draft, name, value),
    };

    private static bool TakeCommon(RequestDraft draft, string name, JsonElement value)
    {
        switch (name)
        {
            case "model":
                draft.Model = Text(value, name);
                return true;
            case "stream":
                draft.Stream = Flag(value, name);
                return true;
            case "temperature":
                draft.Temperature = Number(value, name);
                return true;
            case "top_p":
                draft.TopP = Number(value, name);
                return true;
            case "tools" or "tool_choice" or "service_tier":
                Neutral(value, name);
                return true;
            default:
                return false;
        }
    }

    private static bool TakeChat(RequestDraft draft, string name, JsonElement value)
    {
        switch (name)
        {
            case "messages":
                RequestMessages.TakeChat(draft, value);
                return true;
            case "max_tokens" or "max_completion_tokens":
                draft.MaxTokens = Count(value, name);
                return true;
            case "reasoning_effort":
                draft.Effort = Text(value, name);
                return true;
            case "response_format":
                TakeFormat(draft, value, name, nested: "json_schema");
                return true;
            case "stream_options":
                foreach (var (option, set) in Of(value, name))
                {
                    draft.IncludeUsage = option switch
                    {
                        "include_usage" => Flag(set, "stream_options.include_usage"),
                        "include_obfuscation" => draft.IncludeUsage, // It hides lengths of tokens from who listens; sentences have none to hide.
                        _ => throw Unknown("stream_options." + option),
                    };
                }

                return true;
            case "user" or "safety_identifier" or "prompt_cache_key" or "metadata":
                return true; // Labels: they ask for nothing.
            case "n" or "logprobs" or "top_logprobs" or "logit_bias" or "stop" or "presence_penalty" or "frequency_penalty" or "seed" or "store"
                or "parallel_tool_calls" or "functions" or "function_call" or "modalities" or "audio" or "prediction" or "web_search_options" or "verbosity":
                Neutral(value, name);
                return true;
            default:
                return false;
        }
    }

    private static bool TakeResponse(RequestDraft draft, string name, JsonElement value)
    {
        switch (name)
        {
            case "input":
                RequestMessages.TakeInput(draft, value);
                return true;
            case "instructions":
                draft.Instruct(Text(value, name));
                Repeat(draft, name, value);
                return true;
            case "max_output_tokens":
                draft.MaxTokens = Count(value, name);
                Repeat(draft, name, value);
                return true;
            case "reasoning":
                foreach (var (option, set) in Of(value, name))
                {
                    draft.Effort = option == "effort" ? Text(set, "reasoning.effort") : throw PanelRequestException.Unsupported(
                        "reasoning." + option, "what its seats think is on the session's page.");
                }

                return true;
            case "text":
                foreach (var (option, set) in Of(value, name))
                {
                    switch (option)
                    {
                        case "format":
                            TakeFormat(draft, set, "text.format", nested: null);
                            break;
                        case "verbosity":
                            Neutral(set, option);
                            break;
                        default:
                            throw Unknown("text." + option);
                    }
                }

                return true;
            case "metadata":
                draft.Metadata = value;
                return true;
            case "user" or "safety_identifier" or "prompt_cache_key":
                return true; // Labels: they ask for nothing.
            case "stream_options":
                foreach (var (option, _) in Of(value, name).Where(o => o.Name != "include_obfuscation"))
                {
                    throw Unknown("stream_options." + option);
                }

                return true;
            case "store" or "background" or "previous_response_id" or "conversation" or "prompt" or "include" or "parallel_tool_calls" or "max_tool_calls"
                or "top_logprobs" or "truncation" or "context_management":
                Neutral(value, name);
                return true;
            default:
                return false;
        }
    }

    private static bool TakeMessages(RequestDraft draft, string name, JsonElement value)
    {
        switch (name)
        {
            case "messages":
                RequestMessages.TakeMessages(draft, value);
                return true;
            case "system":
                draft.Instruct(RequestMessages.Content(value, name, "text"));
                return true;
            case "max_tokens":
                draft.MaxTokens = Count(value, name);
                return true;
            case "thinking":
                TakeThinking(draft, value);
                return true;
            case "output_config":
                foreach (var (option, set) in Of(value, name))
                {
                    switch (option)
                    {
                        case "effort":
                            draft.Effort = Text(set, "output_config.effort");
                            break;
                        case "format":
                            TakeFormat(draft, set, "output_config.format", nested: null);
                            break;
                        default:
                            throw Unknown("output_config." + option);
                    }
                }

                return true;
            case "metadata" or "cache_control":
                return true; // Labels: they ask for nothing of the answer.
            case "stop_sequences" or "top_k" or "container" or "mcp_servers" or "context_management":
                Neutral(value, name);
                return true;
            default:
                return false;
        }
    }

    private static void TakeThinking(RequestDraft draft, JsonElement thinking)
    {
        switch (Type(thinking, "thinking"))
        {
            case "disabled":
                return;
            case "enabled" when thinking.TryGetProperty("budget_tokens", out var budget):
                draft.Thinking = Count(budget, "thinking.budget_tokens");
                return;
            default:
                throw PanelRequestException.Unsupported(
                    "thinking", "give a budget (\"enabled\" with \"budget_tokens\"), which every seat gets, or leave it out.");
        }
    }

    /// <summary>A format of the answer: text, or JSON with a schema.</summary>
    private static void TakeFormat(RequestDraft draft, JsonElement format, string place, string? nested)
    {
        switch (Type(format, place))
        {
            case "text":
                return;
            case "json_schema":
                var holder = nested is null ? format : format.TryGetProperty(nested, out var inner) ? inner : default;
                draft.Schema = holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("schema", out var schema)
                    && schema.ValueKind == JsonValueKind.Object
                    ? schema
                    : throw PanelRequestException.Invalid(place, "should have a schema that is a JSON object.");
                return;
            default:
                throw PanelRequestException.Unsupported(place, "it answers in text, or in JSON with a schema (json_schema).");
        }
    }

    private static void Repeat(RequestDraft draft, string name, JsonElement value) => draft.Repeated[name] = JsonNode.Parse(value.GetRawText());
}
