using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>TRL's conversational formats. Arguments and tools are texts with JSON, which stay one type; TRL parses tools that are a text.</summary>
/// <param name="format">The format.</param>
/// <param name="traits">What there is in the set.</param>
internal sealed class TrlFormatter(SetFormat format, SetTraits traits) : SetFormatter
{
    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, other, tools) || Dialogue.Of(prompt) is not { } dialogue)
        {
            return false;
        }

        json.WriteStartObject();
        switch (format)
        {
            case SetFormat.TrlLanguageModeling:
                Messages(json, "messages"u8, dialogue, answer);
                break;
            case SetFormat.TrlPromptOnly:
                Messages(json, "prompt"u8, dialogue, null);
                break;
            default:
                Messages(json, "prompt"u8, dialogue, null);
                Answer(json, format == SetFormat.TrlPreference ? "chosen"u8 : "completion"u8, answer);
                if (format == SetFormat.TrlPreference)
                {
                    Answer(json, "rejected"u8, other!);
                }

                break;
        }

        if (format == SetFormat.TrlUnpairedPreference)
        {
            json.WriteBoolean("label"u8, ((SetContent.Answered)content).IsGood!.Value);
        }

        if (traits.Images)
        {
            json.WriteStartArray("images"u8);
            foreach (var image in dialogue.Turns.SelectMany(t => t.Images))
            {
                json.WriteStringValue(image);
            }

            json.WriteEndArray();
        }

        if (traits.Tools)
        {
            json.WriteString("tools"u8, ToolsText(tools));
        }

        json.WriteEndObject();
        return true;
    }

    private void Messages(Utf8JsonWriter json, ReadOnlySpan<byte> name, Dialogue dialogue, SetMessage? answer)
    {
        json.WriteStartArray(name);
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

    private void Answer(Utf8JsonWriter json, ReadOnlySpan<byte> name, SetMessage answer)
    {
        json.WriteStartArray(name);
        Message(json, answer);
        json.WriteEndArray();
    }

    private void Message(Utf8JsonWriter json, SetMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, Role(message.Role));
        var text = WithThinking(message);
        if (traits.Images)
        {
            json.WriteStartArray("content"u8);
            foreach (var _ in message.Images)
            {
                Part(json, "image"u8, null);
            }

            Part(json, "text"u8, text);
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("content"u8, text);
        }

        if (traits.Calls)
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

    private static void Part(Utf8JsonWriter json, ReadOnlySpan<byte> type, string? text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    internal static string Role(SetRole role) => role switch
    {
        SetRole.System => "system",
        SetRole.User => "user",
        SetRole.Assistant => "assistant",
        _ => "tool",
    };
}
