using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models;

/// <summary>What a <see cref="ProviderServer"/> does that is no stream.</summary>
internal static class ProviderAnswers
{
    /// <summary>A chat completion that says this.</summary>
    public static Func<HttpContext, Task> Says(string text, string model = "served-1", string finish = "stop") =>
        Says(new WireAnswer(text) { Id = "chatcmpl-1", Model = model, Finish = finish });

    /// <summary>This answer as a chat completion.</summary>
    public static Func<HttpContext, Task> Says(WireAnswer answer) => Json(answer.ChatCompletion().ToJsonString());

    /// <summary>A message in Anthropic's format that says this.</summary>
    public static Func<HttpContext, Task> SaysAsAnthropic(string text, string finish = "stop", string model = "claude-served-1") =>
        SaysAsAnthropic(new WireAnswer(text) { Id = "msg_1", Model = model, Finish = finish });

    /// <summary>This answer as a message in Anthropic's format.</summary>
    public static Func<HttpContext, Task> SaysAsAnthropic(WireAnswer answer) => Json(answer.Message().ToJsonString());

    /// <summary>This answer as a response in OpenAI's format.</summary>
    public static Func<HttpContext, Task> SaysAsResponse(WireAnswer answer) => Json(answer.Response().ToJsonString());

    /// <summary>A list of models.</summary>
    public static Func<HttpContext, Task> Lists(params string[] models) => Json(JsonSerializer.Serialize(new { @object = "list", data = models.Select(m => new { id = m }) }));

    /// <summary>A success with this body, whatever it is.</summary>
    public static Func<HttpContext, Task> Json(string body) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>These bytes, in pieces that are sent one by one: those of a Content-Encoding come as they are.</summary>
    /// <param name="status">The status.</param>
    /// <param name="contentType">The Content-Type.</param>
    /// <param name="encoding">The Content-Encoding; null for none.</param>
    /// <param name="pieces">The pieces.</param>
    public static Func<HttpContext, Task> Bytes(int status, string contentType, string? encoding, IReadOnlyList<byte[]> pieces) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (encoding is not null)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };

    /// <summary>An error in OpenAI's shape.</summary>
    public static Func<HttpContext, Task> Fails(int status, string message = "No.", string? code = null, params (string Name, string Value)[] headers) =>
        FailsWith(status, JsonSerializer.Serialize(new { error = new { message, code } }), headers);

    /// <summary>An error with this body.</summary>
    public static Func<HttpContext, Task> FailsWith(int status, string body, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Json(body)(context);
    };

    /// <summary>A limit of calls that asks to wait for so long.</summary>
    public static Func<HttpContext, Task> Limits(int seconds) =>
        Fails(429, "Rate limit reached.", "rate_limit_exceeded", ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a request meets that has something in it, and what every other meets.</summary>
    public static Func<HttpContext, Task> Where(Func<JsonElement, bool> has, Func<HttpContext, Task> then, Func<HttpContext, Task> otherwise) =>
        context => (has(ProviderServer.Request(context)) ? then : otherwise)(context);

    /// <summary>The same by the name of a member.</summary>
    public static Func<HttpContext, Task> Where(string member, Func<HttpContext, Task> then, Func<HttpContext, Task> otherwise) =>
        Where(r => r.TryGetProperty(member, out _), then, otherwise);

    /// <summary>Nothing, until the caller hangs up.</summary>
    public static async Task Stalls(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Half an answer, then a cut connection.</summary>
    public static async Task Cuts(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 10_000;
        await context.Response.WriteAsync("""{"id":"chatcmpl-1","choices":[{"mess""", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>An answer that does not end.</summary>
    public static async Task Floods(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var chunk = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        }
    }
}
