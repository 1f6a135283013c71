using System.Text.Json.Nodes;

namespace Roundtable.Tests.Models;

/// <summary>An answer that a provider might give, and how it looks in each protocol, whole and as events.</summary>
/// <param name="Text">The text.</param>
internal sealed record WireAnswer(string Text)
{
    public string? Reasoning { get; init; }

    public string Id { get; init; } = "answer-1";

    public string Model { get; init; } = "served-1";

    /// <summary>Why it ends, in OpenAI's words: stop, length or content_filter.</summary>
    public string Finish { get; init; } = "stop";

    public int InputTokens { get; init; } = 12;

    public int OutputTokens { get; init; } = 34;

    /// <summary>Of the input.</summary>
    public int? CachedTokens { get; init; }

    /// <summary>Of the output.</summary>
    public int? ReasoningTokens { get; init; }

    public decimal? CostUsd { get; init; }

    public string? Upstream { get; init; }

    /// <summary>A chat completion.</summary>
    public JsonObject ChatCompletion() => With(new JsonObject
    {
        ["object"] = "chat.completion",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = Finish,
            ["message"] = Without(new JsonObject { ["role"] = "assistant", ["reasoning_content"] = Reasoning, ["content"] = Text }),
        }),
        ["usage"] = ChatUsage(),
    });

    /// <summary>The data of the events of a chat completion, up to <c>[DONE]</c>.</summary>
    /// <param name="pieces">The text in pieces; by default the text as it is.</param>
    public IEnumerable<string> ChatCompletionEvents(params string[] pieces)
    {
        foreach (var thought in Pieces(Reasoning))
        {
            yield return Chunk(new JsonObject { ["content"] = null, ["reasoning_content"] = thought }, null);
        }

        foreach (var piece in pieces.Length > 0 ? pieces : Pieces(Text))
        {
            yield return Chunk(new JsonObject { ["content"] = piece }, null);
        }

        yield return Chunk([], Finish);
        yield return With(new JsonObject { ["choices"] = new JsonArray(), ["usage"] = ChatUsage() }).ToJsonString();
        yield return "[DONE]";
    }

    /// <summary>A message of Anthropic's.</summary>
    public JsonObject Message() => With(new JsonObject
    {
        ["type"] = "message",
        ["role"] = "assistant",
        ["content"] = new JsonArray([.. Blocks()]),
        ["stop_reason"] = StopReason,
        ["stop_sequence"] = null,
        ["usage"] = MessageUsage(OutputTokens),
    });

    /// <summary>The data of the events of a message.</summary>
    /// <param name="pieces">The text in pieces; by default the text as it is.</param>
    public IEnumerable<string> MessageEvents(params string[] pieces)
    {
        var start = With(new JsonObject { ["type"] = "message", ["role"] = "assistant", ["content"] = new JsonArray(), ["stop_reason"] = null, ["usage"] = MessageUsage(1) });
        yield return new JsonObject { ["type"] = "message_start", ["message"] = start }.ToJsonString();
        var index = 0;
        foreach (var thought in Pieces(Reasoning))
        {
            yield return Event("content_block_start", index, "content_block", new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" });
            yield return Event("content_block_delta", index, "delta", new JsonObject { ["type"] = "thinking_delta", ["thinking"] = thought });
            yield return Event("content_block_stop", index++);
        }

        yield return Event("content_block_start", index, "content_block", new JsonObject { ["type"] = "text", ["text"] = "" });
        foreach (var piece in pieces.Length > 0 ? pieces : Pieces(Text))
        {
            yield return Event("content_block_delta", index, "delta", new JsonObject { ["type"] = "text_delta", ["text"] = piece });
        }

        yield return Event("content_block_stop", index);
        yield return new JsonObject { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = StopReason }, ["usage"] = MessageUsage(OutputTokens) }.ToJsonString();
        yield return """{"type":"message_stop"}""";
    }

    /// <summary>A response of OpenAI's.</summary>
    public JsonObject Response() => With(new JsonObject
    {
        ["object"] = "response",
        ["status"] = Finish == "stop" ? "completed" : "incomplete",
        ["error"] = null,
        ["incomplete_details"] = Finish == "stop" ? null : new JsonObject { ["reason"] = Finish == "length" ? "max_output_tokens" : Finish },
        ["output"] = new JsonArray(
        [
            .. Pieces(Reasoning).Select(r => (JsonNode)new JsonObject { ["type"] = "reasoning", ["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = r }) }),
            new JsonObject { ["type"] = "message", ["role"] = "assistant", ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = Text }) },
        ]),
        ["usage"] = Details(new JsonObject { ["input_tokens"] = InputTokens, ["output_tokens"] = OutputTokens, ["total_tokens"] = InputTokens + OutputTokens, ["cost"] = CostUsd }, "input_tokens_details", "output_tokens_details"),
    });

    /// <summary>The data of the events of a response.</summary>
    /// <param name="pieces">The text in pieces; by default the text as it is.</param>
    public IEnumerable<string> ResponseEvents(params string[] pieces)
    {
        yield return new JsonObject { ["type"] = "response.created", ["response"] = With(new JsonObject { ["status"] = "in_progress", ["output"] = new JsonArray() }) }.ToJsonString();
        foreach (var thought in Pieces(Reasoning))
        {
            yield return new JsonObject { ["type"] = "response.reasoning_summary_text.delta", ["output_index"] = 0, ["summary_index"] = 0, ["delta"] = thought }.ToJsonString();
        }

        foreach (var piece in pieces.Length > 0 ? pieces : Pieces(Text))
        {
            yield return new JsonObject { ["type"] = "response.output_text.delta", ["output_index"] = Reasoning is null ? 0 : 1, ["content_index"] = 0, ["delta"] = piece }.ToJsonString();
        }

        yield return new JsonObject { ["type"] = Finish == "stop" ? "response.completed" : "response.incomplete", ["response"] = Response() }.ToJsonString();
    }

    /// <summary>An answer of Gemini's own API, which tells neither a cost nor an upstream.</summary>
    public JsonObject GenerateContent() => GenerateContent([.. Pieces(Reasoning).Select(Thought), new JsonObject { ["text"] = Text }], Finish, OutputTokens);

    /// <summary>The data of the events of such an answer.</summary>
    /// <param name="pieces">The text in pieces; by default the text as it is.</param>
    public IEnumerable<string> GenerateContentEvents(params string[] pieces)
    {
        foreach (var thought in Pieces(Reasoning))
        {
            yield return GenerateContent([Thought(thought)], null, 1).ToJsonString();
        }

        foreach (var piece in pieces.Length > 0 ? pieces : Pieces(Text))
        {
            yield return GenerateContent([new JsonObject { ["text"] = piece }], null, 1).ToJsonString();
        }

        yield return GenerateContent([], Finish, OutputTokens).ToJsonString();
    }

    private JsonObject GenerateContent(JsonNode[] parts, string? finish, int output)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["parts"] = new JsonArray(parts), ["role"] = "model" }, ["index"] = 0 };
        if (finish is not null)
        {
            candidate["finishReason"] = finish switch { "stop" => "STOP", "length" => "MAX_TOKENS", "content_filter" => "SAFETY", var other => other };
        }

        // Thinking is counted apart from what was said.
        var thought = output == OutputTokens ? ReasoningTokens : null;
        return new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = Without(new JsonObject
            {
                ["promptTokenCount"] = InputTokens,
                ["candidatesTokenCount"] = output - (thought ?? 0),
                ["thoughtsTokenCount"] = thought,
                ["cachedContentTokenCount"] = CachedTokens,
            }),
            ["modelVersion"] = Model,
            ["responseId"] = Id,
        };
    }

    private static JsonObject Thought(string text) => new() { ["text"] = text, ["thought"] = true };

    private string StopReason => Finish switch { "stop" => "end_turn", "length" => "max_tokens", "content_filter" => "refusal", var other => other };

    private static IEnumerable<string> Pieces(string? text) => text is null ? [] : [text];

    private static string Event(string type, int index, string? member = null, JsonObject? value = null)
    {
        var json = new JsonObject { ["type"] = type, ["index"] = index };
        if (member is not null)
        {
            json[member] = value;
        }

        return json.ToJsonString();
    }

    private string Chunk(JsonObject delta, string? finish) =>
        With(new JsonObject { ["object"] = "chat.completion.chunk", ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }) }).ToJsonString();

    private JsonObject ChatUsage() => Details(
        new JsonObject { ["prompt_tokens"] = InputTokens, ["completion_tokens"] = OutputTokens, ["total_tokens"] = InputTokens + OutputTokens, ["cost"] = CostUsd },
        "prompt_tokens_details",
        "completion_tokens_details");

    private JsonObject Details(JsonObject usage, string inputs, string outputs)
    {
        usage[inputs] = CachedTokens is null ? null : new JsonObject { ["cached_tokens"] = CachedTokens };
        usage[outputs] = ReasoningTokens is null ? null : new JsonObject { ["reasoning_tokens"] = ReasoningTokens };
        return Without(usage);
    }

    private JsonObject MessageUsage(int output) => Without(new JsonObject
    {
        ["input_tokens"] = InputTokens - (CachedTokens ?? 0),
        ["cache_read_input_tokens"] = CachedTokens,
        ["output_tokens"] = output,
        ["output_tokens_details"] = ReasoningTokens is null || output != OutputTokens ? null : new JsonObject { ["thinking_tokens"] = ReasoningTokens },
        ["cost"] = CostUsd,
    });

    private IEnumerable<JsonNode> Blocks() =>
        [.. Pieces(Reasoning).Select(r => new JsonObject { ["type"] = "thinking", ["thinking"] = r, ["signature"] = "CAIS" }), new JsonObject { ["type"] = "text", ["text"] = Text }];

    private JsonObject With(JsonObject body)
    {
        var all = new JsonObject { ["id"] = Id, ["model"] = Model };
        if (Upstream is not null)
        {
            all["provider"] = Upstream;
        }

        foreach (var (name, value) in body)
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }

    /// <summary>The object without members that are null.</summary>
    private static JsonObject Without(JsonObject json)
    {
        foreach (var name in json.Where(m => m.Value is null).Select(m => m.Key).ToList())
        {
            json.Remove(name);
        }

        return json;
    }
}
