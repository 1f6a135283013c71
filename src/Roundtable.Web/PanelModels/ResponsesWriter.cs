using System.Text.Json.Nodes;

namespace Roundtable.Web.PanelModels;

/// <summary>Answers as OpenAI's responses.</summary>
internal sealed class ResponsesWriter(PanelCall call, string session, string address, DateTimeOffset created) : AnswerWriter(call, session, address, created)
{
    private int _number;

    /// <inheritdoc/>
    public override JsonObject Whole(string text, PanelUsage usage, JsonObject extension) => Response("completed", [Item(text, "completed")], usage, extension);

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Begin() =>
    [
        Event("response.created", ("response", Response("in_progress", [], null, Opening))),
        Event("response.in_progress", ("response", Response("in_progress", [], null, Opening))),
        Event("response.output_item.added", ("output_index", 0), ("item", Item(null, "in_progress"))),
        Event("response.content_part.added", ("item_id", ItemId), ("output_index", 0), ("content_index", 0), ("part", Part(""))),
    ];

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Finish(PanelUsage usage, JsonObject extension) =>
    [
        Event("response.output_text.done", ("item_id", ItemId), ("output_index", 0), ("content_index", 0), ("text", Written), ("logprobs", new JsonArray())),
        Event("response.content_part.done", ("item_id", ItemId), ("output_index", 0), ("content_index", 0), ("part", Part(Written))),
        Event("response.output_item.done", ("output_index", 0), ("item", Item(Written, "completed"))),
        Event("response.completed", ("response", Whole(Written, usage, extension))),
    ];

    /// <inheritdoc/>
    public override JsonObject Fail(string why)
    {
        var response = Response("failed", Written.Length > 0 ? [Item(Written, "incomplete")] : [], null, Opening);
        response["error"] = new JsonObject { ["code"] = "server_error", ["message"] = why };
        return Event("response.failed", ("response", response));
    }

    /// <inheritdoc/>
    protected override JsonObject Delta(string text) => Event(
        "response.output_text.delta", ("item_id", ItemId), ("output_index", 0), ("content_index", 0), ("delta", text), ("logprobs", new JsonArray()));

    private string ItemId => "msg_" + Session;

    private JsonObject Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var data = new JsonObject { ["type"] = type, ["sequence_number"] = _number++ };
        foreach (var (name, value) in members)
        {
            data[name] = value;
        }

        return data;
    }

    private JsonObject Item(string? text, string status) => new()
    {
        ["id"] = ItemId,
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = text is null ? [] : new JsonArray(Part(text)),
    };

    private static JsonObject Part(string text) =>
        new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private JsonObject Response(string status, JsonArray output, PanelUsage? usage, JsonObject extension) => new()
    {
        ["id"] = "resp_" + Session,
        ["object"] = "response",
        ["created_at"] = Created,
        ["status"] = status,
        ["background"] = false,
        ["error"] = null,
        ["incomplete_details"] = null,
        ["instructions"] = Call.Repeated["instructions"]?.DeepClone(),
        ["max_output_tokens"] = Call.Repeated["max_output_tokens"]?.DeepClone(),
        ["model"] = Call.Model,
        ["output"] = output,
        ["parallel_tool_calls"] = true,
        ["previous_response_id"] = null,
        ["reasoning"] = new JsonObject { ["effort"] = Call.Request.Effort, ["summary"] = null },
        ["store"] = false,
        ["temperature"] = Call.Request.Temperature,
        ["text"] = new JsonObject { ["format"] = Format() },
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(),
        ["top_p"] = Call.Request.TopP,
        ["truncation"] = "disabled",
        ["usage"] = usage is null ? null : new JsonObject
        {
            ["input_tokens"] = usage.Input,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead },
            ["output_tokens"] = usage.Output,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
            ["total_tokens"] = usage.Input + usage.Output,
        },
        ["metadata"] = Call.Metadata is { } metadata ? JsonNode.Parse(metadata.GetRawText()) : new JsonObject(),
        ["roundtable"] = extension,
    };

    private JsonObject Format() => Call.Request.Schema is { } schema
        ? new JsonObject { ["type"] = "json_schema", ["name"] = "answer", ["schema"] = JsonNode.Parse(schema.GetRawText()), ["strict"] = true }
        : new JsonObject { ["type"] = "text" };
}
