using System.Text.Json;
using static Roundtable.Web.PanelModels.RequestMembers;

namespace Roundtable.Web.PanelModels;

/// <summary>Reads the messages of requests: texts alone. Images, files, audio, tools and their results are refused by name and place.</summary>
internal static class RequestMessages
{
    /// <summary>Messages of chat completions.</summary>
    public static void TakeChat(RequestDraft draft, JsonElement messages)
    {
        foreach (var (message, place) in Items(messages, "messages"))
        {
            var (role, text) = ("", "");
            foreach (var (name, value) in Of(message, place))
            {
                var at = $"{place}.{name}";
                switch (name)
                {
                    case "role":
                        role = Text(value, at);
                        break;
                    case "content":
                        text += Content(value, at, "text");
                        break;
                    case "refusal":
                        text += Text(value, at);
                        break;
                    case "tool_calls" or "annotations" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0:
                        break;
                    default:
                        throw PanelRequestException.Unsupported(at, "its messages are texts of a system, a developer, a user and an assistant.");
                }
            }

            Add(draft, role, text, $"{place}.role", "system", "developer");
        }
    }

    /// <summary>The input of responses: a text, or a list of messages.</summary>
    public static void TakeInput(RequestDraft draft, JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            draft.Say("user", Text(input, "input"));
            return;
        }

        foreach (var (item, place) in Items(input, "input"))
        {
            if (Type(item, place, "message") is var type and not "message")
            {
                throw PanelRequestException.Unsupported($"{place}.type", $"it reads messages, not items of type {type}.");
            }

            var (role, text) = ("", "");
            foreach (var (name, value) in Of(item, place))
            {
                switch (name)
                {
                    case "role":
                        role = Text(value, $"{place}.role");
                        break;
                    case "content":
                        text = Content(value, $"{place}.content", "input_text", "output_text", "refusal");
                        break;
                    case "type" or "id" or "status":
                        break;
                    default:
                        throw PanelRequestException.Unsupported($"{place}.{name}", "its messages are texts.");
                }
            }

            Add(draft, role, text, $"{place}.role", "system", "developer");
        }
    }

    /// <summary>Anthropic's messages.</summary>
    public static void TakeMessages(RequestDraft draft, JsonElement messages)
    {
        foreach (var (message, place) in Items(messages, "messages"))
        {
            var (role, text) = ("", "");
            foreach (var (name, value) in Of(message, place))
            {
                switch (name)
                {
                    case "role":
                        role = Text(value, $"{place}.role");
                        break;
                    case "content":
                        text = Content(value, $"{place}.content", "text");
                        break;
                    default:
                        throw PanelRequestException.Unsupported($"{place}.{name}", "its messages have a role and a content.");
                }
            }

            Add(draft, role, text, $"{place}.role");
        }
    }

    /// <summary>The text of a content: itself, or that of its parts, each of one of the given types.</summary>
    public static string Content(JsonElement content, string place, params ReadOnlySpan<string> types)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return Text(content, place);
        }

        var parts = new List<string>();
        foreach (var (part, at) in Items(content, place))
        {
            var type = Type(part, at);
            if (!types.Contains(type))
            {
                throw PanelRequestException.Unsupported($"{at}.type", $"it reads text, not parts of type '{type}'.");
            }

            parts.Add(Text(part.TryGetProperty(type == "refusal" ? type : "text", out var text) ? text : default, $"{at}.text"));
        }

        return string.Join('\n', parts);
    }

    private static void Add(RequestDraft draft, string role, string text, string place, params ReadOnlySpan<string> instructing)
    {
        if (instructing.Contains(role))
        {
            draft.Instruct(text);
        }
        else if (role is "user" or "assistant")
        {
            draft.Say(role, text);
        }
        else
        {
            throw PanelRequestException.Unsupported(place, $"it knows no role '{role}'.");
        }
    }
}
