using System.Buffers;
using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// ShareGPT as LLaMA-Factory reads it: <c>human</c> or <c>observation</c> and <c>gpt</c> or <c>function_call</c> in strict turn. A turn that calls tools is
/// JSON and nothing beside it; each image has one <c>&lt;image&gt;</c> in the text, and no text has one that is none.
/// </summary>
/// <param name="format">The format.</param>
/// <param name="traits">What there is in the set.</param>
internal sealed class ShareGptFormatter(SetFormat format, SetTraits traits) : SetFormatter
{
    private const string Image = "<image>";

    private static readonly SearchValues<string> _placeholders = SearchValues.Create([Image, "<video>", "<audio>"], StringComparison.Ordinal);

    /// <summary>Whether a text has what LLaMA-Factory takes for the place of an image, a video or a sound.</summary>
    public static bool HasPlaceholder(string text) => text.AsSpan().ContainsAny(_placeholders);

    /// <inheritdoc/>
    public override bool TryWrite(SetContent content, Utf8JsonWriter json)
    {
        if (Parts(content) is not var (prompt, answer, other, tools) || Dialogue.Of(prompt) is not { } dialogue)
        {
            return false;
        }

        var turns = dialogue.Alternating();
        var answers = other is null ? (SetMessage[])[answer] : [answer, other];
        if (turns.Concat(answers).Any(t => HasPlaceholder(t.Text) || (t.Thinking is { } thinking && HasPlaceholder(thinking)) || !CanCall(t))
            || answers.Any(a => a.Images.Count > 0) || turns.Any(t => t.Role == SetRole.Assistant && t.Images.Count > 0)
            || tools.Any(t => !IsSchema(t.Parameters)))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteStartArray("conversations"u8);
        if (dialogue.System is { } system)
        {
            Turn(json, "system", system);
        }

        foreach (var turn in turns)
        {
            Turn(json, turn);
        }

        if (format != SetFormat.LlamaFactoryPreference)
        {
            Turn(json, answer);
        }

        json.WriteEndArray();
        if (format == SetFormat.LlamaFactoryPreference)
        {
            json.WritePropertyName("chosen"u8);
            Turn(json, answer);
            json.WritePropertyName("rejected"u8);
            Turn(json, other!);
        }

        if (format == SetFormat.LlamaFactoryKto)
        {
            json.WriteBoolean("label"u8, ((SetContent.Answered)content).IsGood!.Value);
        }

        if (traits.Tools)
        {
            json.WriteString("tools"u8, tools.Count == 0 ? "" : ToolsText(tools));
        }

        if (traits.Images)
        {
            json.WriteStartArray("images"u8);
            foreach (var image in turns.SelectMany(t => t.Images))
            {
                json.WriteStringValue(image);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return true;
    }

    /// <summary>What stands beside calls would be read as a part of their JSON.</summary>
    private static bool CanCall(SetMessage turn) => turn.Calls.Count == 0 || (turn.Text.Length == 0 && turn.Thinking is null);

    /// <summary>The templates of tools name the properties of each.</summary>
    private static bool IsSchema(string parameters)
    {
        using var schema = JsonDocument.Parse(parameters);
        return schema.RootElement.ValueKind == JsonValueKind.Object
            && schema.RootElement.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object;
    }

    private static void Turn(Utf8JsonWriter json, SetMessage turn)
    {
        switch (turn.Role)
        {
            case SetRole.Assistant when turn.Calls.Count > 0:
                Turn(json, "function_call", CallsText(turn.Calls));
                break;
            case SetRole.Assistant:
                Turn(json, "gpt", WithThinking(turn));
                break;
            default:
                Turn(json, turn.Role == SetRole.Tool ? "observation" : "human", string.Concat(Enumerable.Repeat(Image, turn.Images.Count)) + turn.Text);
                break;
        }
    }

    private static void Turn(Utf8JsonWriter json, string from, string value)
    {
        json.WriteStartObject();
        json.WriteString("from"u8, from);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }

    private static string CallsText(IReadOnlyList<SetToolCall> calls)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("arguments"u8);
                Raw(json, call.Arguments);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
