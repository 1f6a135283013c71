using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// Fine-tuning of Anthropic's models on Amazon Bedrock: <c>system</c> and <c>messages</c> with texts that are not empty, questions and answers in turn, and no
/// other member. Tools and images have no place in it.
/// </summary>
internal sealed class AnthropicFormatter : SetFormatter
{
    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, _, tools) || Dialogue.Of(prompt) is not { } dialogue || tools.Count > 0
            || dialogue.System is { Length: 0 } || dialogue.Turns.Append(answer).Any(
                t => t.Role == SetRole.Tool || t.Calls.Count > 0 || t.Images.Count > 0 || string.IsNullOrWhiteSpace(t.Text)))
        {
            return false;
        }

        json.WriteStartObject();
        if (dialogue.System is { } system)
        {
            json.WriteString("system"u8, system);
        }

        json.WriteStartArray("messages"u8);
        foreach (var turn in dialogue.Turns.Append(answer))
        {
            json.WriteStartObject();
            json.WriteString("role"u8, turn.Role == SetRole.User ? "user"u8 : "assistant"u8);
            json.WriteString("content"u8, turn.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }
}
