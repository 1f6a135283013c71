using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models;

/// <summary>Answers of a <see cref="ProviderServer"/> that arrive word by word, whole or not.</summary>
internal static class ProviderStreams
{
    /// <summary>A chat completion in parts.</summary>
    public static Func<HttpContext, Task> Says(params string[] parts) => OpenAI(parts, whole: true, TimeSpan.Zero);

    /// <summary>The same, with a pause after each part.</summary>
    public static Func<HttpContext, Task> SaysSlowly(TimeSpan pause, params string[] parts) => OpenAI(parts, whole: true, pause);

    /// <summary>These parts, then a cut connection.</summary>
    public static Func<HttpContext, Task> Cuts(params string[] parts) => OpenAI(parts, whole: false, TimeSpan.Zero);

    /// <summary>These parts, then the end of the stream without the end of the answer.</summary>
    public static Func<HttpContext, Task> Ends(params string[] parts) => async context =>
    {
        foreach (var part in parts)
        {
            await WriteAsync(context, Delta(part));
        }
    };

    /// <summary>Events with this data.</summary>
    public static Func<HttpContext, Task> Raw(params string[] events) => async context =>
    {
        foreach (var data in events)
        {
            await WriteAsync(context, data);
        }
    };

    /// <summary>A message in Anthropic's format, in parts.</summary>
    public static Func<HttpContext, Task> SaysAsAnthropic(params string[] parts) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        await EventAsync("message_start", new { type = "message_start", message = new { id = "msg_1", type = "message", role = "assistant", model = "claude-served-1", content = Array.Empty<object>(), stop_reason = (string?)null, stop_sequence = (string?)null, usage = new { input_tokens = 12, output_tokens = 1 } } });
        await EventAsync("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
        foreach (var part in parts)
        {
            await EventAsync("content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text = part } });
        }

        await EventAsync("content_block_stop", new { type = "content_block_stop", index = 0 });
        await EventAsync("message_delta", new { type = "message_delta", delta = new { stop_reason = "end_turn", stop_sequence = (string?)null }, usage = new { output_tokens = 34 } });
        await EventAsync("message_stop", new { type = "message_stop" });

        async Task EventAsync(string name, object data)
        {
            await context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };

    private static Func<HttpContext, Task> OpenAI(string[] parts, bool whole, TimeSpan pause) => async context =>
    {
        foreach (var part in parts)
        {
            await WriteAsync(context, Delta(part));
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, context.RequestAborted);
            }
        }

        if (!whole)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, """{"id":"chatcmpl-1","model":"served-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        await WriteAsync(context, """{"id":"chatcmpl-1","model":"served-1","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":34}}""");
        await WriteAsync(context, "[DONE]");
    };

    private static string Delta(string text) =>
        JsonSerializer.Serialize(new { id = "chatcmpl-1", model = "served-1", choices = new[] { new { index = 0, delta = new { content = text }, finish_reason = (string?)null } } });

    private static async Task WriteAsync(HttpContext context, string data)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
