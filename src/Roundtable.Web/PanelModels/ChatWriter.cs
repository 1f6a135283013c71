using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;

namespace Roundtable.Web.PanelModels;

/// <summary>Answers as OpenAI's chat completions.</summary>
internal sealed class ChatWriter(PanelCall call, string session, string address, DateTimeOffset created) : AnswerWriter(call, session, address, created)
{
    /// <inheritdoc/>
    public override string End => "data: [DONE]\n\n";

    /// <inheritdoc/>
    public override JsonObject Whole(string text, PanelUsage usage, JsonObject extension) => new()
    {
        ["id"] = "chatcmpl-" + Session,
        ["object"] = "chat.completion",
        ["created"] = Created,
        ["model"] = Call.Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = null, ["annotations"] = new JsonArray() },
            ["logprobs"] = null,
            ["finish_reason"] = "stop",
        }),
        ["usage"] = Usage(usage),
        ["roundtable"] = extension,
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Begin()
    {
        var first = Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }, null);
        first["roundtable"] = Opening;
        return [first];
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Finish(PanelUsage usage, JsonObject extension)
    {
        var last = Chunk([], "stop");
        last["roundtable"] = extension;
        yield return last;
        if (Call.IncludeUsage)
        {
            var counts = Chunk(null, null);
            counts["usage"] = Usage(usage);
            yield return counts;
        }
    }

    /// <inheritdoc/>
    public override JsonObject Fail(string why) => PanelErrors.Of(Protocol.ChatCompletions, 503, "panel_failed", null, why);

    /// <inheritdoc/>
    protected override JsonObject Delta(string text) => Chunk(new JsonObject { ["content"] = text }, null);

    private JsonObject Chunk(JsonObject? delta, string? finish)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-" + Session,
            ["object"] = "chat.completion.chunk",
            ["created"] = Created,
            ["model"] = Call.Model,
            ["choices"] = delta is null
                ? []
                : new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish }),
        };
        if (Call.IncludeUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }

    private static JsonObject Usage(PanelUsage usage) => new()
    {
        ["prompt_tokens"] = usage.Input,
        ["completion_tokens"] = usage.Output,
        ["total_tokens"] = usage.Input + usage.Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
    };
}
