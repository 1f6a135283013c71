using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// OpenAI's fine-tuning, supervised and by preference. Its rules: no empty message but one that calls tools, images in questions only, names of tools of
/// letters, digits, underscores and hyphens, and for preferences texts alone.
/// </summary>
/// <param name="format">The format.</param>
internal sealed partial class OpenAIFormatter(SetFormat format) : SetFormatter
{
    private const int MaxImages = 10;

    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, other, tools) || Dialogue.Of(prompt) is not { } dialogue || !IsAccepted(dialogue, answer, other, tools))
        {
            return false;
        }

        json.WriteStartObject();
        if (format == SetFormat.OpenaiPreference)
        {
            json.WriteStartObject("input"u8);
            Messages(json, dialogue, null);
            json.WritePropertyName("tools"u8);
            Tools(json, tools);
            json.WriteBoolean("parallel_tool_calls"u8, true);
            json.WriteEndObject();
            Output(json, "preferred_output"u8, answer);
            Output(json, "non_preferred_output"u8, other!);
        }
        else
        {
            Messages(json, dialogue, answer);
            if (tools.Count > 0)
            {
                json.WritePropertyName("tools"u8);
                Tools(json, tools);
            }
        }

        json.WriteEndObject();
        return true;
    }

    private bool IsAccepted(Dialogue dialogue, SetMessage answer, SetMessage? other, IReadOnlyList<SetTool> tools)
    {
        var answers = other is null ? (SetMessage[])[answer] : [answer, other];
        var all = dialogue.Turns.Concat(answers);
        if (all.Any(m => m.Text.Length == 0 && m.Calls.Count == 0 && m.Images.Count == 0) || dialogue.System is { Length: 0 }
            || !all.SelectMany(m => m.Calls).Select(c => c.Name).Concat(tools.Select(t => t.Name)).All(n => ToolName().IsMatch(n))
            || dialogue.Turns.Any(t => t.Images.Count > 0 && t.Role != SetRole.User) || dialogue.Turns.Sum(t => t.Images.Count) > MaxImages
            || answers.Any(a => a.Images.Count > 0) || dialogue.Turns.Any(t => t.Role == SetRole.Tool && t.CallId is null))
        {
            return false;
        }

        return format != SetFormat.OpenaiPreference
            || (answers.All(a => a.Calls.Count == 0) && dialogue.Turns.All(t => t.Images.Count == 0 && t.Calls.Count == 0 && t.Role != SetRole.Tool));
    }

    private static void Messages(Utf8JsonWriter json, Dialogue dialogue, SetMessage? answer)
    {
        json.WriteStartArray("messages"u8);
        if (dialogue.System is { } system)
        {
            Message(json, new SetMessage(SetRole.System, system));
        }

        foreach (var turn in dialogue.Turns)
        {
            Message(json, turn);
        }

        if (answer is not null)
        {
            Message(json, answer);
        }

        json.WriteEndArray();
    }

    private static void Output(Utf8JsonWriter json, ReadOnlySpan<byte> name, SetMessage answer)
    {
        json.WriteStartArray(name);
        Message(json, answer);
        json.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter json, SetMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, TrlFormatter.Role(message.Role));
        if (message.Images.Count > 0)
        {
            json.WriteStartArray("content"u8);
            foreach (var image in message.Images)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, image);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            if (message.Text.Length > 0)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else if (message.Text.Length > 0)
        {
            json.WriteString("content"u8, message.Text);
        }
        else
        {
            json.WriteNull("content"u8);
        }

        if (message.Calls.Count > 0)
        {
            json.WritePropertyName("tool_calls"u8);
            Calls(json, message.Calls);
        }

        if (message.Role == SetRole.Tool)
        {
            json.WriteString("tool_call_id"u8, message.CallId);
        }

        json.WriteEndObject();
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex ToolName();
}
