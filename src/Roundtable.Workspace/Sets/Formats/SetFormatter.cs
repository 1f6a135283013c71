using System.Text.Json;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>Writes rows as one format has them.</summary>
internal abstract class SetFormatter
{
    /// <summary>Writes a row as a JSON object.</summary>
    /// <param name="content">The row.</param>
    /// <param name="json">Where to; what was begun of a row that cannot be written is thrown away by the caller.</param>
    /// <returns>False where the format cannot express the row: the program that reads it would drop it, or stop.</returns>
    public abstract bool TryWrite(SetContent content, Utf8JsonWriter json);

    /// <summary>A message's text with what was thought before it, as open models write it.</summary>
    protected static string WithThinking(SetMessage message) =>
        message.Thinking is { Length: > 0 } thinking ? $"<think>\n{thinking}\n</think>\n\n{message.Text}" : message.Text;

    /// <summary>Writes JSON that is in a string as a value.</summary>
    protected static void Raw(Utf8JsonWriter json, string text)
    {
        using var document = JsonDocument.Parse(text);
        document.RootElement.WriteTo(json);
    }

    /// <summary>Writes tools in the form of OpenAI's API.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="tools">The tools.</param>
    /// <param name="parametersAsText">Whether the schema of the arguments is a text: schemas differ from row to row, and columns must not.</param>
    protected static void Tools(Utf8JsonWriter json, IReadOnlyList<SetTool> tools, bool parametersAsText = false)
    {
        json.WriteStartArray();
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            json.WriteString("description"u8, tool.Description ?? "");
            json.WritePropertyName("parameters"u8);
            if (parametersAsText)
            {
                json.WriteStringValue(tool.Parameters);
            }
            else
            {
                Raw(json, tool.Parameters);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes calls of tools in the form of OpenAI's API.</summary>
    protected static void Calls(Utf8JsonWriter json, IReadOnlyList<SetToolCall> calls)
    {
        json.WriteStartArray();
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Tools as JSON in a text: the form that stays one type whatever the tools are.</summary>
    protected static string ToolsText(IReadOnlyList<SetTool> tools)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Tools(json, tools);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Prompt, answers and tools of a dialogue; null for rows that are none.</summary>
    protected static (IReadOnlyList<SetMessage> Prompt, SetMessage Answer, SetMessage? Other, IReadOnlyList<SetTool> Tools)? Parts(SetContent content) =>
        content switch
        {
            SetContent.Answered answered => (answered.Prompt, answered.Answer, null, answered.Tools),
            SetContent.Preferred pair => (pair.Prompt, pair.Chosen, pair.Rejected, pair.Tools),
            _ => null,
        };
}
