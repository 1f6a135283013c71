using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;

namespace Roundtable.Web.PanelModels;

/// <summary>Writes an answer in the caller's protocol, whole or as the events of a stream.</summary>
/// <param name="call">The request.</param>
/// <param name="session">Id of the session.</param>
/// <param name="address">The address of its page.</param>
/// <param name="created">When it began.</param>
internal abstract class AnswerWriter(PanelCall call, string session, string address, DateTimeOffset created)
{
    private static readonly byte[] _comment = ":\n\n"u8.ToArray();

    private readonly StringBuilder _text = new();

    /// <summary>The request.</summary>
    protected PanelCall Call => call;

    /// <summary>Id of the session.</summary>
    protected string Session => session;

    /// <summary>When the session began, in seconds since 1970.</summary>
    protected long Created => created.ToUnixTimeSeconds();

    /// <summary>What was written so far.</summary>
    protected string Written => _text.ToString();

    /// <summary>The extension field of events before the answer is complete.</summary>
    protected JsonObject Opening => new() { ["session"] = session, ["url"] = address };

    /// <summary>The writer for a request's protocol.</summary>
    public static AnswerWriter For(PanelCall call, string session, string address, DateTimeOffset created) => call.Protocol switch
    {
        Protocol.ChatCompletions => new ChatWriter(call, session, address, created),
        Protocol.Responses => new ResponsesWriter(call, session, address, created),
        _ => new MessagesWriter(call, session, address, created),
    };

    /// <summary>The whole answer.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="usage">Tokens used.</param>
    /// <param name="extension">The extension field.</param>
    public abstract JsonObject Whole(string text, PanelUsage usage, JsonObject extension);

    /// <summary>The events before any text.</summary>
    public abstract IEnumerable<JsonObject> Begin();

    /// <summary>The event that says nothing and keeps the connection open, as bytes.</summary>
    public virtual ReadOnlyMemory<byte> KeepAlive => _comment;

    /// <summary>The next text.</summary>
    public JsonObject Text(string text)
    {
        _text.Append(text);
        return Delta(text);
    }

    /// <summary>The events after all text.</summary>
    /// <param name="usage">Tokens used.</param>
    /// <param name="extension">The extension field.</param>
    public abstract IEnumerable<JsonObject> Finish(PanelUsage usage, JsonObject extension);

    /// <summary>The event that says why there is no answer, or no more of one.</summary>
    public abstract JsonObject Fail(string why);

    /// <summary>The text at the very end of the stream; empty where the last event is the end.</summary>
    public virtual string End => "";

    /// <summary>An event as text. Events that have a type carry it as their name besides.</summary>
    public static string Framed(JsonObject data) =>
        data["type"] is { } type ? $"event: {type}\ndata: {data.ToJsonString()}\n\n" : $"data: {data.ToJsonString()}\n\n";

    /// <summary>The event with the next text.</summary>
    protected abstract JsonObject Delta(string text);
}
