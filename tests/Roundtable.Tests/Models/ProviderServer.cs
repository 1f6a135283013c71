using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Roundtable.Tests.Models;

/// <summary>
/// A server on this computer that speaks the wire formats of OpenAI and Anthropic and misbehaves as it is told: each call
/// takes the next of its behaviours, the last one for ever.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<HttpContext, Task>[] _behaviours;
    private int _calls;

    private ProviderServer(WebApplication app, Func<HttpContext, Task>[] behaviours)
    {
        _app = app;
        _behaviours = behaviours;
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Bodies of the requests, in the order of arrival.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>Paths and authorisation of the requests.</summary>
    public List<(string Path, string? Authorization)> Heads { get; } = [];

    public static async Task<ProviderServer> StartAsync(params Func<HttpContext, Task>[] behaviours)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ProviderServer(app, behaviours);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A chat completion that says this.</summary>
    public static Func<HttpContext, Task> Says(string text, string model = "served-1", string finish = "stop") =>
        Json(new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["finish_reason"] = finish,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 12, ["completion_tokens"] = 34 },
        }.ToJsonString());

    /// <summary>A message in Anthropic's format that says this.</summary>
    public static Func<HttpContext, Task> SaysAsAnthropic(string text, string stop = "end_turn", string model = "claude-served-1") =>
        Json(new JsonObject
        {
            ["id"] = "msg_1",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = model,
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
            ["stop_reason"] = stop,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = 12, ["output_tokens"] = 34 },
        }.ToJsonString());

    /// <summary>A success with this body, whatever it is.</summary>
    public static Func<HttpContext, Task> Json(string body) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>An error.</summary>
    public static Func<HttpContext, Task> Fails(int status, string message = "No.", string? code = null, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Json(JsonSerializer.Serialize(new { error = new { message, code } }))(context);
    };

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

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        Func<HttpContext, Task> behaviour;
        lock (Requests)
        {
            Requests.Add(body.Length > 0 ? JsonElement.Parse(body) : default);
            Heads.Add((context.Request.Path, context.Request.Headers.Authorization.ToString() + context.Request.Headers["x-api-key"]));
            behaviour = _behaviours[Math.Min(_calls++, _behaviours.Length - 1)];
        }

        await behaviour(context);
    }
}
