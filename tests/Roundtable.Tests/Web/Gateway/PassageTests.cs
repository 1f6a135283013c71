using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Models.Http;
using Roundtable.Tests.Models;
using Roundtable.Tests.Models.Http;
using Roundtable.Tests.Samples;

#pragma warning disable xUnit1051 // The upstream's sockets end with the test.
namespace Roundtable.Tests.Web.Gateway;

/// <summary>Ways through the gateway that are not the usual one: Zstandard, HTTP/2 to the upstream, callers that dawdle, requests that come back.</summary>
public sealed class PassageTests
{
    private const string Path = "/lab/v1/chat/completions";
    private const string Asked = """{"model":"m-1","messages":[{"role":"user","content":"Say it."}]}""";
    private const string Answer = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestDepth.Hung)]
    public async Task An_answer_in_Zstandard_arrives_as_it_was_sent_and_is_read()
    {
        var packed = ZstandardLibrary.Pack(Encoding.UTF8.GetBytes(Answer));
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(packed, more: "Content-Encoding: zstd\r\n")));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, Path, Asked, "Accept-Encoding: zstd\r\n")).ReadAsync();
        Assert.Equal((200, "zstd"), (caller.Status, caller.Header("Content-Encoding")));
        Assert.Equal(packed, caller.Body);
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal("hello", Encoding.UTF8.GetString((await site.ContentAsync(leaf.Output))!));
        Assert.Equal((3, 1), (leaf.Usage!.Input, leaf.Usage.Output));
        Assert.Equal(packed, await site.ContentAsync(leaf.Raw));
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upstream_that_speaks_HTTP_2_is_spoken_to_so(bool stream)
    {
        using var authority = new CertificateAuthority();
        using var certificate = authority.Issue("localhost");
        var spoken = "";
        await using var upstream = await ProviderServer.StartAsync(
            l =>
            {
                l.Protocols = HttpProtocols.Http2;
                l.UseHttps(certificate);
            },
            async c =>
            {
                spoken = c.Request.Protocol;
                c.Response.ContentType = stream ? "text/event-stream" : "application/json";
                await c.Response.WriteAsync(stream ? ForwardingTests.Stream : Answer);
            });
        var pem = Directory.CreateTempSubdirectory("roundtable-ca-");
        var file = System.IO.Path.Combine(pem.FullName, "ca.pem");
        await File.WriteAllTextAsync(file, authority.Pem, Cancellation);
        await using (var site = await GatewaySite.StartAsync($"https://localhost:{upstream.Address.Port}", top: $"ca_file: '{file}'\n"))
        {
            using var caller = await (await RawCaller.SendAsync(site.Address, Path, Asked)).ReadAsync();
            Assert.Equal((200, "HTTP/2"), (caller.Status, spoken));
            Assert.Equal(stream ? ForwardingTests.Stream : Answer, Encoding.UTF8.GetString(caller.Body));
            Assert.True(caller.IsComplete);
            Assert.Equal("stop", (await site.LeafAsync(caller.Header("x-roundtable-call"))).FinishReason);
        }

        pem.Delete(recursive: true);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_caller_that_sends_its_request_by_drops_is_given_up_and_nobody_is_asked()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);

        // Kestrel gives a body five seconds, and then wants 240 bytes a second (MinRequestBodyDataRate). A GET has the length that it is given here.
        using var caller = await RawCaller.SendAsync(site.Address, Path, Encoding.UTF8.GetBytes(Asked[..10]), "Content-Length: 100000\r\n", "GET");
        await caller.ReadAsync();
        Assert.True(caller.IsClosed);
        Assert.Equal(408, caller.Status);
        Assert.Empty(upstream.Requests);
        Assert.Empty(await site.LeavesAsync());
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_request_that_comes_back_through_its_own_upstream_is_refused_after_one_round()
    {
        using var http = new HttpClient();
        var back = "";
        await using var upstream = new RawUpstream(async (r, s) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, back + Path) { Content = new ByteArrayContent(r.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(Hops.Header, r.Header(Hops.Header));
            using var answer = await http.SendAsync(request, Cancellation);
            await s.SendAsync(RawUpstream.Whole(await answer.Content.ReadAsStringAsync(Cancellation), status: (int)answer.StatusCode));
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        back = site.Address;
        using var caller = await (await RawCaller.SendAsync(site.Address, Path, Asked)).ReadAsync();
        Assert.Equal(400, caller.Status);
        Assert.Equal("gateway_loop", JsonElement.Parse(caller.Body).GetProperty("error").GetProperty("code").GetString());
        Assert.Single(upstream.Requests);
        Assert.Single(await site.LeavesAsync()); // the attempt that went out; the one that came back reached nobody
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Spans_and_metrics_say_what_was_asked_for_and_nothing_of_what_was_said()
    {
        ConcurrentQueue<Activity> spans = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Roundtable",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> measured = new();
        using var meters = new MeterListener { InstrumentPublished = static (i, l) => Enable(i, l) };
        meters.SetMeasurementEventCallback<double>((i, v, tags, _) => measured.Enqueue((i.Name, v, Tags(tags))));
        meters.SetMeasurementEventCallback<long>((i, v, tags, _) => measured.Enqueue((i.Name, v, Tags(tags))));
        meters.Start();
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        const string Model = "a-model-of-this-test";
        using var caller = await (await RawCaller.SendAsync(site.Address, Path, Asked.Replace("m-1", Model, StringComparison.Ordinal))).ReadAsync();
        await site.LeavesAsync(1);
        var call = caller.Header("x-roundtable-call");
        Activity? span;
        while ((span = spans.FirstOrDefault(s => Equals(s.GetTagItem("roundtable.call.id"), call))) is null)
        {
            await Task.Delay(5, Cancellation); // it ends just after the response
        }

        Assert.Equal("chat " + Model, span.DisplayName);
        Assert.Equal(("chat", "lab", Model, "m"), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name"), span.GetTagItem("gen_ai.request.model"), span.GetTagItem("gen_ai.response.model")));
        Assert.Equal((3L, 1L, 200, 0L), (span.GetTagItem("gen_ai.usage.input_tokens"), span.GetTagItem("gen_ai.usage.output_tokens"), span.GetTagItem("http.response.status_code"), span.GetTagItem("roundtable.leaf")));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString() is { } v && (v.Contains("Say it", StringComparison.Ordinal) || v.Contains("hello", StringComparison.Ordinal)));
        var mine = measured.Where(m => Equals(m.Tags.GetValueOrDefault("gen_ai.request.model"), Model)).ToList();
        Assert.Single(mine, m => m.Name == "gen_ai.client.operation.duration");
        Assert.Equal([1.0, 3.0], mine.Where(m => m.Name == "gen_ai.client.token.usage").Select(m => m.Value).Order());

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "Roundtable")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }

        static Dictionary<string, object?> Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray().ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
    }
}
