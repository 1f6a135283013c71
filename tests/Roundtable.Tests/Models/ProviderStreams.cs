using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models;

/// <summary>Answers of a <see cref="ProviderServer"/> that arrive piece by piece, whole or not.</summary>
internal static class ProviderStreams
{
    private static readonly WireAnswer _answer = new("") { Id = "chatcmpl-1" };

    /// <summary>A chat completion in pieces.</summary>
    public static Func<HttpContext, Task> Says(params string[] pieces) => Events([.. _answer.ChatCompletionEvents(pieces)]);

    /// <summary>The same, with a pause after each piece.</summary>
    public static Func<HttpContext, Task> SaysSlowly(TimeSpan pause, params string[] pieces) => async context =>
    {
        foreach (var (index, data) in _answer.ChatCompletionEvents(pieces).Index())
        {
            await WriteAsync(context, data);
            if (index < pieces.Length)
            {
                await Task.Delay(pause, context.RequestAborted);
            }
        }
    };

    /// <summary>The first piece, and the second when this has happened.</summary>
    public static Func<HttpContext, Task> SaysInTwo(Task between, string first, string second) => async context =>
    {
        foreach (var (index, data) in _answer.ChatCompletionEvents(first, second).Index())
        {
            if (index == 1)
            {
                await between.WaitAsync(context.RequestAborted);
            }

            await WriteAsync(context, data);
        }
    };

    /// <summary>These pieces, then a cut connection.</summary>
    public static Func<HttpContext, Task> Cuts(params string[] pieces) => async context =>
    {
        await Ends(pieces)(context);
        context.Abort();
    };

    /// <summary>These pieces, then the end of the stream without the end of the answer.</summary>
    public static Func<HttpContext, Task> Ends(params string[] pieces) => Events([.. _answer.ChatCompletionEvents(pieces).Take(pieces.Length)]);

    /// <summary>A message in Anthropic's format, in pieces.</summary>
    public static Func<HttpContext, Task> SaysAsAnthropic(params string[] pieces) =>
        Events([.. new WireAnswer("") { Id = "msg_1", Model = "claude-served-1" }.MessageEvents(pieces)]);

    /// <summary>Events with these data.</summary>
    public static Func<HttpContext, Task> Events(params string[] events) => async context =>
    {
        foreach (var data in events)
        {
            await WriteAsync(context, data);
        }
    };

    /// <summary>An event; Anthropic's and OpenAI's newer ones carry their type as a name besides.</summary>
    private static async Task WriteAsync(HttpContext context, string data)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        var name = data.StartsWith("""{"type":""", StringComparison.Ordinal) ? $"event: {JsonElement.Parse(data).GetProperty("type").GetString()}\n" : "";
        await context.Response.WriteAsync($"{name}data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
