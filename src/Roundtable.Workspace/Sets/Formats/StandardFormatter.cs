using System.Text;
using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// TRL's standard formats: plain texts. A single question is its text and an empty line; a longer dialogue names its speakers
/// (<c>User: …</c>, <c>Assistant: …</c>). Tools and images have no place in them.
/// </summary>
/// <param name="format">The format.</param>
internal sealed class StandardFormatter(SetFormat format) : SetFormatter
{
    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        switch (content)
        {
            case SetContent.Written written when format == SetFormat.TrlLanguageModeling:
                json.WriteStartObject();
                json.WriteString("text"u8, written.Text);
                json.WriteEndObject();
                return true;
            case SetContent.Stepwise steps when format == SetFormat.TrlStepwise:
                Steps(json, steps);
                return true;
            default:
                return Dialogue(content, json);
        }
    }

    private bool Dialogue(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, other, tools) || Formats.Dialogue.Of(prompt) is not { } dialogue || tools.Count > 0
            || dialogue.Turns.Append(answer).Any(t => t.Images.Count > 0 || t.Calls.Count > 0 || t.Role == SetRole.Tool) || other?.Calls.Count > 0)
        {
            return false;
        }

        var asked = Text(dialogue);
        json.WriteStartObject();
        if (format == SetFormat.TrlLanguageModeling)
        {
            json.WriteString("text"u8, asked + WithThinking(answer));
        }
        else
        {
            json.WriteString("prompt"u8, asked);
        }

        if (format == SetFormat.TrlPreference)
        {
            json.WriteString("chosen"u8, WithThinking(answer));
            json.WriteString("rejected"u8, WithThinking(other!));
        }
        else if (format is SetFormat.TrlPromptCompletion or SetFormat.TrlUnpairedPreference)
        {
            json.WriteString("completion"u8, WithThinking(answer));
        }

        if (format == SetFormat.TrlUnpairedPreference)
        {
            json.WriteBoolean("label"u8, ((SetContent.Answered)content).IsGood!.Value);
        }

        json.WriteEndObject();
        return true;
    }

    private static string Text(Dialogue dialogue)
    {
        if (dialogue is { System: null, Turns: [var only] })
        {
            return only.Text + "\n\n";
        }

        var text = new StringBuilder();
        if (dialogue.System is { } system)
        {
            text.Append("System: ").Append(system).Append("\n\n");
        }

        foreach (var turn in dialogue.Turns)
        {
            text.Append(turn.Role == SetRole.User ? "User: " : "Assistant: ").Append(WithThinking(turn)).Append("\n\n");
        }

        return text.Append("Assistant: ").ToString();
    }

    private static void Steps(Utf8JsonWriter json, SetContent.Stepwise steps)
    {
        json.WriteStartObject();
        json.WriteString("prompt"u8, steps.Prompt);
        json.WriteStartArray("completions"u8);
        foreach (var step in steps.Steps)
        {
            json.WriteStringValue(step);
        }

        json.WriteEndArray();
        json.WriteStartArray("labels"u8);
        foreach (var label in steps.Labels)
        {
            json.WriteBooleanValue(label);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
