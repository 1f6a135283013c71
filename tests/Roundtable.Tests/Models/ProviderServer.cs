using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Roundtable.Tests.Models;

/// <summary>
/// A provider on this computer, the one that every test asks: it speaks the wire formats of OpenAI and Anthropic and behaves, or misbehaves, as it is
/// told. Each call takes the next of its behaviours, the last one for ever; a model may have behaviours of its own. New behaviours belong to
/// <see cref="ProviderAnswers"/> and <see cref="ProviderStreams"/>.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Script _script;
    private readonly ConcurrentDictionary<string, Script> _models = new(StringComparer.Ordinal);

    private ProviderServer(WebApplication app, Func<HttpContext, Task>[] behaviours) => (_app, _script) = (app, new Script(behaviours));

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Bodies of the requests, in the order of arrival; undefined where one was no JSON.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>The same as their bytes came.</summary>
    public List<byte[]> Bodies { get; } = [];

    /// <summary>Paths and authorisation of the requests.</summary>
    public List<(string Path, string? Authorization)> Heads { get; } = [];

    /// <summary>Headers of the requests.</summary>
    public List<IReadOnlyDictionary<string, string>> Headers { get; } = [];

    public static Task<ProviderServer> StartAsync(params Func<HttpContext, Task>[] behaviours) => StartAsync(static _ => { }, behaviours);

    /// <summary>A server whose listener is set up otherwise: with a certificate, for one.</summary>
    public static async Task<ProviderServer> StartAsync(Action<ListenOptions> listen, params Func<HttpContext, Task>[] behaviours)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, listen));
        var app = builder.Build();
        var server = new ProviderServer(app, behaviours);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The request that a behaviour answers.</summary>
    public static JsonElement Request(HttpContext context) => (JsonElement)context.Items[typeof(ProviderServer)]!;

    /// <summary>The bytes of the request that a behaviour answers.</summary>
    public static byte[] Body(HttpContext context) => (byte[])context.Items[typeof(byte[])]!;

    /// <summary>What requests for one model meet, instead of what all others meet.</summary>
    public ProviderServer For(string model, params Func<HttpContext, Task>[] behaviours)
    {
        _models[model] = new Script(behaviours);
        return this;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var request = Parse(bytes.ToArray());
        context.Items[typeof(ProviderServer)] = request;
        context.Items[typeof(byte[])] = bytes.ToArray();
        lock (Requests)
        {
            Requests.Add(request);
            Bodies.Add(bytes.ToArray());
            Heads.Add((context.Request.Path, context.Request.Headers.Authorization.ToString() + context.Request.Headers["x-api-key"]));
            Headers.Add(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        }

        var model = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("model", out var named) ? named.GetString()! : "";
        await _models.GetValueOrDefault(model, _script).Next()(context);
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return body.Length > 0 ? JsonElement.Parse(body) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Behaviours one after the other, the last one for ever.</summary>
    private sealed class Script(Func<HttpContext, Task>[] behaviours)
    {
        private int _calls = -1;

        public Func<HttpContext, Task> Next() => behaviours[Math.Min(Interlocked.Increment(ref _calls), behaviours.Length - 1)];
    }
}
