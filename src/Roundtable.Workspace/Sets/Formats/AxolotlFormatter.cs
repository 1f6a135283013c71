using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// Axolotl's <c>chat_template</c>, and <c>chat_template.default</c> for preferences. Tools are a list whose schemas are texts, and arguments are texts: Axolotl
/// parses both, and they stay one type. Images have no place in it.
/// </summary>
/// <param name="format">The format.</param>
/// <param name="traits">What there is in the set.</param>
internal sealed class AxolotlFormatter(SetFormat format, SetTraits traits) : SetFormatter
{
    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        var isPair = format == SetFormat.AxolotlPreference;
        if (Parts(content) is not var (prompt, answer, other, tools) || Dialogue.Of(prompt) is not { } dialogue || dialogue.Turns.Any(t => t.Images.Count > 0)
            || answer.Images.Count > 0 || (isPair && (answer.Calls.Count > 0 || other!.Calls.Count > 0 || dialogue.Turns.Any(t => t.Calls.Count > 0))))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteStartArray("messages"u8);
        if (dialogue.System is { } system)
        {
            Message(json, new SetMessage(SetRole.System, system));
        }

        foreach (var turn in dialogue.Turns)
        {
            Message(json, turn);
        }

        if (!isPair)
        {
            Message(json, answer);
        }

        json.WriteEndArray();
        if (isPair)
        {
            json.WritePropertyName("chosen"u8);
            Message(json, answer);
            json.WritePropertyName("rejected"u8);
            Message(json, other!);
        }
        else if (traits.Tools)
        {
            json.WritePropertyName("tools"u8);
            Tools(json, tools, parametersAsText: true);
        }

        json.WriteEndObject();
        return true;
    }

    private void Message(Utf8JsonWriter json, SetMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, TrlFormatter.Role(message.Role));
        json.WriteString("content"u8, WithThinking(message));
        if (traits.Calls && format == SetFormat.Axolotl)
        {
            json.WritePropertyName("tool_calls"u8);
            if (message.Calls.Count == 0)
            {
                json.WriteNullValue();
            }
            else
            {
                Calls(json, message.Calls);
            }
        }

        json.WriteEndObject();
    }
}
