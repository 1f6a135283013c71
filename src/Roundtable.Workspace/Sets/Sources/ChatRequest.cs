using System.Text;
using System.Text.Json;
using Roundtable.Models.Protocols;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>
/// Reads what was asked from the body of a request (chat completions, messages, responses), and rows of files in the same form. What is there and cannot be
/// expressed (sounds, files, tools of the provider) makes a request unreadable: a dialogue with a hole would teach something that was never said.
/// </summary>
internal static class ChatRequest
{
    /// <summary>The protocol of requests to a path; null where they are no dialogues.</summary>
    public static Protocol? ProtocolOf(string path) => path.EndsWith("/chat/completions", StringComparison.Ordinal) ? Protocol.ChatCompletions
        : path.EndsWith("/messages", StringComparison.Ordinal) ? Protocol.Messages
        : path.EndsWith("/responses", StringComparison.Ordinal) ? Protocol.Responses
        : null;

    /// <summary>The dialogue and the tools of a request; null where they cannot be read.</summary>
    public static (IReadOnlyList<SetMessage> Messages, IReadOnlyList<SetTool> Tools)? Read(byte[] body, Protocol protocol)
    {
        try
        {
            var root = JsonElement.Parse(body);
            List<SetMessage> messages = [];
            if (root.TryGetProperty(protocol == Protocol.Responses ? "instructions"u8 : "system"u8, out var system) && system.ValueKind != JsonValueKind.Null)
            {
                messages.Add(new SetMessage(SetRole.System, TextOf(system)));
            }

            var asked = root.GetProperty(protocol == Protocol.Responses ? "input"u8 : "messages"u8);
            if (asked.ValueKind == JsonValueKind.String)
            {
                messages.Add(new SetMessage(SetRole.User, JsonTexts.String(asked)));
            }
            else
            {
                messages.AddRange(Messages(asked));
            }

            return (messages, root.TryGetProperty("tools"u8, out var tools) && tools.ValueKind == JsonValueKind.Array ? Tools(tools) : []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The messages of a dialogue.</summary>
    /// <exception cref="FormatException">When something of it cannot be expressed.</exception>
    public static IReadOnlyList<SetMessage> Messages(JsonElement messages) => [.. messages.EnumerateArray().SelectMany(Message)];

    /// <summary>The tools of a dialogue.</summary>
    /// <exception cref="FormatException">When one of them is a tool of the provider.</exception>
    public static IReadOnlyList<SetTool> Tools(JsonElement tools) => [.. tools.EnumerateArray().Select(Tool)];

    private static IEnumerable<SetMessage> Message(JsonElement json)
    {
        if (json.TryGetProperty("type"u8, out var type) && type.GetString() is { } item and not "message")
        {
            return [Item(item, json)];
        }

        var role = json.GetProperty("role"u8).GetString() switch
        {
            "system" or "developer" => SetRole.System,
            "user" or "human" => SetRole.User,
            "assistant" or "gpt" or "model" => SetRole.Assistant,
            "tool" or "function" => SetRole.Tool,
            var other => throw new FormatException($"Nobody knows who '{other}' is."),
        };
        var message = new Reading(role);
        if (json.TryGetProperty("content"u8, out var content) && content.ValueKind != JsonValueKind.Null)
        {
            message.Add(content);
        }

        if (json.TryGetProperty("tool_calls"u8, out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                var function = call.GetProperty("function"u8);
                message.Calls.Add(Call(call.TryGetProperty("id"u8, out var id) ? id.GetString() : null, function, "arguments"));
            }
        }

        if (json.TryGetProperty("reasoning_content"u8, out var thinking) && thinking.ValueKind == JsonValueKind.String)
        {
            message.Thinking = JsonTexts.String(thinking);
        }

        message.CallId = json.TryGetProperty("tool_call_id"u8, out var of) ? of.GetString() : null;
        return message.Complete();
    }

    /// <summary>An item of the responses API that is no message.</summary>
    private static SetMessage Item(string type, JsonElement json) => type switch
    {
        "function_call" => new SetMessage(SetRole.Assistant, "") { Calls = [Call(json.GetProperty("call_id"u8).GetString(), json, "arguments")] },
        "function_call_output" => new SetMessage(SetRole.Tool, TextOf(json.GetProperty("output"u8))) { CallId = json.GetProperty("call_id"u8).GetString() },
        _ => throw new FormatException($"An item '{type}' is not read."),
    };

    private static SetToolCall Call(string? id, JsonElement json, string arguments)
    {
        var given = json.GetProperty(arguments);
        var text = given.ValueKind == JsonValueKind.String ? JsonTexts.String(given) : given.GetRawText();
        text = text.Length == 0 ? "{}" : text;
        return JsonTexts.IsObject(text)
            ? new SetToolCall(id ?? "call_0", JsonTexts.String(json.GetProperty("name"u8)), text)
            : throw new FormatException("Arguments of a call are no JSON object.");
    }

    private static SetTool Tool(JsonElement json)
    {
        var tool = json.TryGetProperty("function"u8, out var function) ? function : json;
        var hasSchema = tool.TryGetProperty("parameters"u8, out var parameters) || tool.TryGetProperty("input_schema"u8, out parameters);
        var isOwn = hasSchema || !json.TryGetProperty("type"u8, out var type) || type.GetString() is "function" or "custom";
        return isOwn && tool.TryGetProperty("name"u8, out var name)
            ? new SetTool(
                JsonTexts.String(name),
                tool.TryGetProperty("description"u8, out var told) && told.ValueKind == JsonValueKind.String ? JsonTexts.String(told) : null,
                hasSchema && parameters.ValueKind == JsonValueKind.Object ? parameters.GetRawText() : """{"type":"object","properties":{}}""")
            : throw new FormatException("A tool of the provider is not read.");
    }

    private static string TextOf(JsonElement json)
    {
        var reading = new Reading(SetRole.System);
        reading.Add(json);
        return reading.Text.ToString();
    }

    /// <summary>
    /// A message while its parts are read. What tools returned stands among a user's parts in the messages API, and is a message of its own here.
    /// </summary>
    private sealed class Reading(SetRole role)
    {
        private readonly List<SetMessage> _returned = [];
        private readonly List<string> _images = [];

        public StringBuilder Text { get; } = new();

        public List<SetToolCall> Calls { get; } = [];

        public string? Thinking { get; set; }

        public string? CallId { get; set; }

        public void Add(JsonElement content)
        {
            if (content.ValueKind == JsonValueKind.String)
            {
                Text.Append(JsonTexts.String(content));
                return;
            }

            foreach (var part in content.EnumerateArray())
            {
                Part(part.GetProperty("type"u8).GetString(), part);
            }
        }

        public IEnumerable<SetMessage> Complete()
        {
            foreach (var returned in _returned)
            {
                yield return returned;
            }

            if (_returned.Count == 0 || Text.Length > 0 || _images.Count > 0)
            {
                yield return new SetMessage(role, Text.ToString()) { Images = _images, Calls = Calls, Thinking = Thinking, CallId = CallId };
            }
        }

        private void Part(string? type, JsonElement part)
        {
            switch (type)
            {
                case "text" or "input_text" or "output_text":
                    Text.Append(Text.Length > 0 ? "\n\n" : "").Append(JsonTexts.String(part.GetProperty("text"u8)));
                    break;
                case "image_url" or "input_image":
                    var image = part.GetProperty("image_url"u8);
                    _images.Add(JsonTexts.String(image.ValueKind == JsonValueKind.Object ? image.GetProperty("url"u8) : image));
                    break;
                case "image":
                    var source = part.GetProperty("source"u8);
                    _images.Add(source.TryGetProperty("url"u8, out var url)
                        ? JsonTexts.String(url)
                        : $"data:{source.GetProperty("media_type"u8).GetString()};base64,{source.GetProperty("data"u8).GetString()}");
                    break;
                case "thinking":
                    Thinking = (Thinking is null ? "" : Thinking + "\n\n") + JsonTexts.String(part.GetProperty("thinking"u8));
                    break;
                case "redacted_thinking":
                    break; // nobody can read it
                case "refusal":
                    Text.Append(JsonTexts.String(part.GetProperty("refusal"u8)));
                    break;
                case "tool_use":
                    Calls.Add(Call(part.GetProperty("id"u8).GetString(), part, "input"));
                    break;
                case "tool_result":
                    _returned.Add(new SetMessage(SetRole.Tool, part.TryGetProperty("content"u8, out var content) ? TextOf(content) : "")
                    {
                        CallId = part.GetProperty("tool_use_id"u8).GetString(),
                    });
                    break;
                default:
                    throw new FormatException($"A part '{type}' is not read.");
            }
        }
    }
}
