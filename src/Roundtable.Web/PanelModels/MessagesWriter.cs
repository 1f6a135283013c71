using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;

namespace Roundtable.Web.PanelModels;

/// <summary>Answers as Anthropic's messages.</summary>
internal sealed class MessagesWriter(PanelCall call, string session, string address, DateTimeOffset created) : AnswerWriter(call, session, address, created)
{
    private static readonly byte[] _ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n"u8.ToArray();

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> KeepAlive => _ping;

    /// <inheritdoc/>
    public override JsonObject Whole(string text, PanelUsage usage, JsonObject extension) =>
        Message([new JsonObject { ["type"] = "text", ["text"] = text }], "end_turn", Usage(usage), extension);

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Begin() =>
    [
        new JsonObject
        {
            ["type"] = "message_start",
            ["message"] = Message([], null, new JsonObject { ["input_tokens"] = 0, ["output_tokens"] = 0 }, Opening),
        },
        new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } },
    ];

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Finish(PanelUsage usage, JsonObject extension) =>
    [
        new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 },
        new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = "end_turn", ["stop_sequence"] = null },
            ["usage"] = Usage(usage),
            ["roundtable"] = extension,
        },
        new JsonObject { ["type"] = "message_stop" },
    ];

    /// <inheritdoc/>
    public override JsonObject Fail(string why) => PanelErrors.Of(Protocol.Messages, 503, "panel_failed", null, why);

    /// <inheritdoc/>
    protected override JsonObject Delta(string text) => new()
    {
        ["type"] = "content_block_delta",
        ["index"] = 0,
        ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = text },
    };

    private JsonObject Message(JsonArray content, string? stop, JsonObject usage, JsonObject extension) => new()
    {
        ["id"] = "msg_" + Session,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = Call.Model,
        ["content"] = content,
        ["stop_reason"] = stop,
        ["stop_sequence"] = null,
        ["usage"] = usage,
        ["roundtable"] = extension,
    };

    /// <summary>Anthropic's input leaves out what a cache was read for or written with.</summary>
    private static JsonObject Usage(PanelUsage usage) => new()
    {
        ["input_tokens"] = Math.Max(0, usage.Input - usage.CacheRead - usage.CacheWrite),
        ["cache_creation_input_tokens"] = usage.CacheWrite,
        ["cache_read_input_tokens"] = usage.CacheRead,
        ["output_tokens"] = usage.Output,
    };
}
