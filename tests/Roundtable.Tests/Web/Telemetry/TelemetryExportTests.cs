using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Tests.Web.Telemetry;

public sealed class TelemetryExportTests
{
    private const string Question = "Is the moon made of Wensleydale?";
    private const string Key = "sk-test-0123456789abcdefghijklmnopqrstuv";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_receives_sessions_and_calls_and_nothing_that_was_asked_or_said()
    {
        ConcurrentDictionary<string, string> received = new(StringComparer.Ordinal);
        await using var collector = await StartCollectorAsync(received);
        var link = "";
        await using (var site = await RunningSite.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OPENAI_API_KEY"] = Key,
            },
            cancellation: Cancellation))
        {
            var id = await site.AskAsync(Question, Cancellation);
            var shares = site.App.Services.GetRequiredService<Shares>();
            shares.Share(id);
            link = shares.LinkOf(id)!;
            Assert.Contains(Question, await site.Http.GetStringAsync($"/s/{link}", Cancellation), StringComparison.Ordinal);
        }

        var (traces, metrics) = (received["/v1/traces"], received["/v1/metrics"]);
        foreach (var name in (string[])["roundtable.session", "roundtable.session.outcome", "finished", "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.model", "/api/v1/sessions"])
        {
            Assert.Contains(name, traces, StringComparison.Ordinal);
        }

        foreach (var name in (string[])["gen_ai.client.operation.duration", "roundtable.session.duration", "roundtable.sessions.active", "http.server.request.duration"])
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }

        foreach (var secret in (string[])["Wensleydale", "[Simulated]", Key, link])
        {
            Assert.DoesNotContain(secret, traces + metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_set_up()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Null(site.App.Services.GetService<TracerProvider>());
    }

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.AddOrUpdate(context.Request.Path, _ => Text(body), (_, before) => before + Text(body));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync(Cancellation);
        return app;

        static string Text(MemoryStream body) => Encoding.UTF8.GetString(body.ToArray()); // names stand in protobuf as they are
    }
}
