using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>Alpaca: <c>instruction</c>, <c>input</c>, <c>output</c>, with <c>system</c> and <c>history</c> where rows of the set have them.</summary>
/// <param name="traits">What there is in the set.</param>
internal sealed class AlpacaFormatter(SetTraits traits) : SetFormatter
{
    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, _, tools) || Dialogue.Of(prompt) is not { } dialogue || tools.Count > 0
            || dialogue.Turns.Append(answer).Any(
                t => t.Role == SetRole.Tool || t.Calls.Count > 0 || t.Images.Count > 0 || ShareGptFormatter.HasPlaceholder(WithThinking(t))))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("instruction"u8, dialogue.Turns[^1].Text);
        json.WriteString("input"u8, ""u8);
        json.WriteString("output"u8, WithThinking(answer));
        if (traits.System)
        {
            json.WriteString("system"u8, dialogue.System ?? "");
        }

        if (traits.History)
        {
            json.WriteStartArray("history"u8);
            for (var i = 0; i + 1 < dialogue.Turns.Count; i += 2)
            {
                json.WriteStartArray();
                json.WriteStringValue(dialogue.Turns[i].Text);
                json.WriteStringValue(WithThinking(dialogue.Turns[i + 1]));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return true;
    }
}
