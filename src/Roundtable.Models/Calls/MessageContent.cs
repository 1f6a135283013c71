using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Models.Calls;

/// <summary>The content of a message in the words of each API: a text, or a list of parts where images are beside it.</summary>
internal static class MessageContent
{
    /// <summary>As a chat completion has it.</summary>
    public static void WriteChatCompletion(Utf8JsonWriter json, ChatMessage message) => Write(json, message, static (json, part) =>
    {
        if (part is DataContent image)
        {
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, image.Uri);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, ((TextContent)part).Text);
        }
    });

    /// <summary>As a response's input has it.</summary>
    public static void WriteResponse(Utf8JsonWriter json, ChatMessage message) => Write(json, message, static (json, part) =>
    {
        if (part is DataContent image)
        {
            json.WriteString("type"u8, "input_image"u8);
            json.WriteString("image_url"u8, image.Uri);
        }
        else
        {
            json.WriteString("type"u8, "input_text"u8);
            json.WriteString("text"u8, ((TextContent)part).Text);
        }
    });

    /// <summary>As Anthropic's messages have it.</summary>
    public static void WriteMessage(Utf8JsonWriter json, ChatMessage message) => Write(json, message, static (json, part) =>
    {
        if (part is DataContent image)
        {
            json.WriteString("type"u8, "image"u8);
            json.WriteStartObject("source"u8);
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, image.MediaType);
            json.WriteString("data"u8, image.Base64Data.Span);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, ((TextContent)part).Text);
        }
    });

    private static void Write(Utf8JsonWriter json, ChatMessage message, Action<Utf8JsonWriter, AIContent> write)
    {
        List<AIContent> parts = [.. message.Contents.Where(c => c is DataContent or TextContent)];
        if (!parts.Exists(p => p is DataContent))
        {
            json.WriteString("content"u8, message.Text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            write(json, part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
