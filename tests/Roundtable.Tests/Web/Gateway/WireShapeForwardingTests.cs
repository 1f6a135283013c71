using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Roundtable.Models.Protocols;
using Roundtable.Tests.Models;
using Roundtable.Tests.Models.Protocols;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>Each wire shape through the gateway: the bytes are the same on both sides, in whatever pieces they come, and the record says what the shape says.</summary>
public sealed class WireShapeForwardingTests(WireShapeForwardingTests.Gateway gateway) : IClassFixture<WireShapeForwardingTests.Gateway>
{
    /// <summary>Streams longer than this are not sent byte by byte, but in pieces of a few.</summary>
    private const int MaxFlushes = 5_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WireShapes.Names), MemberType = typeof(WireShapes))]
    public async Task A_shape_passes_byte_for_byte_and_the_record_says_what_it_says(string name)
    {
        var shape = WireShapes.All[name];
        var bytes = shape.Bytes;
        var perPiece = (bytes.Length / MaxFlushes) + 1;
        var call = await PassAsync(shape, [bytes]);
        await PassAsync(shape, [.. bytes.Chunk(perPiece)]);
        var step = Math.Max(1, bytes.Length / Math.Max(1, TestDepth.Of(4, bytes.Length)));
        for (var at = 1; at < bytes.Length; at += step)
        {
            await PassAsync(shape, [bytes[..at], bytes[at..]]);
        }

        await AssertRecordAsync(shape, call);
    }

    /// <summary>The whole is gone through; what the gateway answers is what the provider sent, and what the provider got is what was asked.</summary>
    private async Task<string> PassAsync(WireShape shape, IReadOnlyList<byte[]> pieces)
    {
        gateway.Behaviour = ProviderAnswers.Bytes(shape.Status, shape.ContentType, shape.Encoding, pieces);
        byte[] sent = [.. Encoding.UTF8.GetBytes($$"""{ "model" : "asked-1","n":1, "stream":{{(shape.IsStream ? "true" : "false")}}, "x":"ü\u0000\/","messages":[ ] }"""), (byte)'\n'];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{(shape.Protocol == Protocol.Messages ? "anthropic" : "openai")}/v1{shape.Path}")
        {
            Content = new ByteArrayContent(sent) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = await gateway.Site.Http.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode)shape.Status, response.StatusCode);
        Assert.Equal(shape.ContentType, response.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal(shape.Encoding is null ? [] : [shape.Encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(pieces.SelectMany(p => p), await response.Content.ReadAsByteArrayAsync(Cancellation));
        lock (gateway.Provider.Requests)
        {
            Assert.Equal(sent, gateway.Provider.Bodies[^1]);
        }

        return response.Headers.GetValues("x-roundtable-call").Single();
    }

    private async Task AssertRecordAsync(WireShape shape, string call)
    {
        var record = JsonElement.Parse(await gateway.Site.Http.GetStringAsync($"/api/v1/calls/{call}", Cancellation));
        var expected = shape.Status >= 400 ? null : await ReadAsync(shape);
        var answer = expected is ProtocolReading.Answered { Answer: var whole } ? whole : expected?.Partial;
        var problem = expected switch { ProtocolReading.Failed f => f.Error.Code ?? "error", ProtocolReading.Broken b => b.Problem, _ => null };
        var document = record.GetProperty("document");
        if (shape.Status < 400)
        {
            Assert.Equal(problem, document.TryGetProperty("problem", out var told) ? told.GetString() : null);
        }

        Assert.Equal(shape.Bytes.Length, document.GetProperty("response").GetProperty("bytes").GetInt32());
        var leaf = record.GetProperty("leaf");
        Assert.Equal(answer?.Model, leaf.GetProperty("producer").TryGetProperty("served", out var served) ? served.GetString() : null);
        Assert.Equal(answer is { Choices.Count: > 0 } ? answer.First.FinishReason : null, leaf.TryGetProperty("finishReason", out var finish) ? finish.GetString() : null);
        var usage = leaf.TryGetProperty("usage", out var counts) ? counts : default;
        Assert.Equal(
            (answer?.Usage?.Input, answer?.Usage?.Output, answer?.Usage?.CacheRead, answer?.Usage?.Reasoning),
            (Count(usage, "input"), Count(usage, "output"), Count(usage, "cacheRead"), Count(usage, "reasoning")));
    }

    private static async Task<ProtocolReading> ReadAsync(WireShape shape) => shape.IsStream
        ? await ProtocolReader.ReadEventsAsync(shape.Protocol, new MemoryStream(shape.Text), null, Cancellation)
        : ProtocolReader.Read(shape.Protocol, shape.Text);

    private static long? Count(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member.GetInt64() : null;

    /// <summary>One gateway in front of one provider, for all shapes.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        internal ProviderServer Provider { get; private set; } = null!;

        internal RunningSite Site { get; private set; } = null!;

        internal Func<Microsoft.AspNetCore.Http.HttpContext, Task> Behaviour { get; set; } = _ => Task.CompletedTask;

        public async ValueTask InitializeAsync()
        {
            Provider = await ProviderServer.StartAsync(context => Behaviour(context));
            var data = Directory.CreateTempSubdirectory("roundtable-shapes-");
            await File.WriteAllTextAsync(
                Path.Combine(data.FullName, "roundtable.yaml"),
                $"gateway:\n  upstreams:\n    openai:\n      address: {Provider.Address}\n    anthropic:\n      address: {Provider.Address}\n",
                Cancellation);
            Site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Site.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
