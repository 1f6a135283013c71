using System.Globalization;
using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>
/// Rows of corpora in the forms of chat APIs (<c>messages</c>) and of ShareGPT (<c>conversations</c>, with calls of tools and what they returned), with their
/// tools and images, and with <c>label</c> where an answer is judged.
/// </summary>
internal static class CorpusDialogue
{
    private const string Image = "<image>";

    /// <summary>Reads a row; null where it is no dialogue that ends with an answer.</summary>
    /// <param name="row">The row, an object.</param>
    /// <exception cref="InvalidOperationException">When something of it is of another type.</exception>
    public static SetContent? Read(JsonElement row)
    {
        var dialogue = row.TryGetProperty("messages"u8, out var messages) && messages.ValueKind == JsonValueKind.Array ? [.. ChatRequest.Messages(messages)]
            : row.TryGetProperty("conversations"u8, out var turns) && turns.ValueKind == JsonValueKind.Array ? Conversation(row, turns)
            : null;
        if (dialogue is null || Placed(row, dialogue) is not [.. var prompt, { Role: SetRole.Assistant } answer])
        {
            return null;
        }

        return new SetContent.Answered(prompt, answer)
        {
            Tools = Tools(row),
            IsGood = row.TryGetProperty("label"u8, out var label) && label.ValueKind is JsonValueKind.True or JsonValueKind.False ? label.GetBoolean() : null,
        };
    }

    private static List<SetMessage>? Conversation(JsonElement row, JsonElement turns)
    {
        List<SetMessage> dialogue = [];
        if (row.TryGetProperty("system"u8, out var system) && system.ValueKind == JsonValueKind.String && system.GetString() is { Length: > 0 } instructions)
        {
            dialogue.Add(new SetMessage(SetRole.System, instructions));
        }

        var (made, answered) = (0, 0);
        foreach (var turn in turns.EnumerateArray())
        {
            var text = JsonTexts.String(turn.GetProperty("value"u8));
            switch (turn.GetProperty("from"u8).GetString())
            {
                case "human" or "user":
                    dialogue.Add(new SetMessage(SetRole.User, text));
                    break;
                case "system":
                    dialogue.Add(new SetMessage(SetRole.System, text));
                    break;
                case "gpt" or "assistant":
                    dialogue.Add(new SetMessage(SetRole.Assistant, text));
                    break;
                case "function_call":
                    SetToolCall[] calls = [.. Calls(JsonElement.Parse(text)).Select(c => new SetToolCall(Id(made++), c.Name, c.Arguments))];
                    dialogue.Add(new SetMessage(SetRole.Assistant, "") { Calls = calls });
                    break;
                case "observation" or "tool" when answered < made:
                    dialogue.Add(new SetMessage(SetRole.Tool, text) { CallId = Id(answered++) });
                    break;
                default:
                    return null;
            }
        }

        return dialogue;

        static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"call_{number}");
    }

    /// <summary>One call or several, with arguments as an object or as a text that is one.</summary>
    private static IEnumerable<(string Name, string Arguments)> Calls(JsonElement calls)
    {
        foreach (var call in calls.ValueKind == JsonValueKind.Array ? [.. calls.EnumerateArray()] : (JsonElement[])[calls])
        {
            var told = call.GetProperty("arguments"u8);
            var arguments = told.ValueKind == JsonValueKind.Object ? told.GetRawText() : JsonTexts.String(told);
            yield return JsonTexts.IsObject(arguments)
                ? (call.GetProperty("name"u8).GetString()!, arguments)
                : throw new FormatException("The arguments of a call are no object.");
        }
    }

    /// <summary>The tools, as a list or as a text that is one; bare functions too.</summary>
    private static IReadOnlyList<SetTool> Tools(JsonElement row)
    {
        if (!row.TryGetProperty("tools"u8, out var tools))
        {
            return [];
        }

        if (tools.ValueKind == JsonValueKind.String)
        {
            tools = tools.GetString() is { Length: > 0 } text ? JsonElement.Parse(text) : default;
        }

        return tools.ValueKind == JsonValueKind.Array ? [.. ChatRequest.Tools(tools)] : [];
    }

    /// <summary>
    /// A dialogue with the row's images where their places stand: at the beginning of messages. Where there are more of one than of the other the texts stay as
    /// they are.
    /// </summary>
    private static List<SetMessage> Placed(JsonElement row, List<SetMessage> dialogue)
    {
        if (!row.TryGetProperty("images"u8, out var images) || images.ValueKind != JsonValueKind.Array
            || images.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.String))
        {
            return dialogue;
        }

        Queue<string> left = new(images.EnumerateArray().Select(i => i.GetString()!));
        List<SetMessage> placed = [];
        foreach (var message in dialogue)
        {
            List<string> shown = [];
            var text = message.Text;
            while (text.StartsWith(Image, StringComparison.Ordinal) && left.TryDequeue(out var image))
            {
                shown.Add(image);
                text = text[Image.Length..];
            }

            placed.Add(shown.Count == 0 ? message : message with { Text = text, Images = shown });
        }

        return left.Count == 0 ? placed : dialogue;
    }
}
