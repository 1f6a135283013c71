using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Models;
using Roundtable.Models.Batches;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Batches;

/// <summary>Calls that are put to a <see cref="BatchProvider"/> until each is answered or absent, as a run does it.</summary>
internal sealed class BatchRun : IAsyncDisposable
{
    private readonly IChatClient _client;

    private BatchRun(ProviderServer server, BatchProvider provider, ApiKind kind, int calls, SkippingTime time)
    {
        (Server, Provider, Time) = (server, provider, time);
        var connection = new Connection
        {
            Name = "lab",
            Kind = kind,
            Address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "v1"),
            HasBatches = true,
        };
        _client = ChatClients.Create(connection, "m", null, OutgoingSettings.Create(null, null, null), time);
        Model = BatchModel.Of(_client)!;
        Calls =
        [
            .. Enumerable.Range(0, calls).Select(i => new BatchCall(
                Digest.Of(Encoding.UTF8.GetBytes($"call {i}")),
                [new(ChatRole.System, "Answer in a word."), new(ChatRole.User, $"item {i} {new string('x', i % 50)}")],
                new ChatOptions { MaxOutputTokens = 100, Temperature = 0.5f })),
        ];
    }

    public static Price Price { get; } = new(BatchProvider.InputPrice, BatchProvider.OutputPrice) { BatchDiscount = 0.5m };

    public ProviderServer Server { get; }

    public BatchProvider Provider { get; }

    public SkippingTime Time { get; }

    public BatchModel Model { get; }

    public IReadOnlyList<BatchCall> Calls { get; }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("roundtable-batches-").FullName;

    public BatchSettings Settings { get; set; } = new();

    public Dictionary<Digest, BatchOutcome> Outcomes { get; } = [];

    /// <summary>What the answers that came cost by the tokens that they tell, in millionths of a dollar.</summary>
    public decimal Cost => Outcomes.Values.OfType<BatchOutcome.Answered>().Sum(a =>
        Price.Of(ReportedUsage.Of(a.Response.Usage), batch: a.Response.AdditionalProperties![RecordingChatClient.BatchProperty] is true).MicroDollars);

    public static async Task<BatchRun> StartAsync(ApiKind kind, int calls, BatchMischief mischief)
    {
        var time = new SkippingTime();
        var provider = new BatchProvider(time, mischief);
        return new BatchRun(await ProviderServer.StartAsync(provider.AnswerAsync), provider, kind, calls, time);
    }

    /// <summary>Goes on from what is in the folder until every call has an outcome.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var transport = BatchTransport.Open(Directory, Settings, Time);
        await RunAsync(transport, cancellation);
    }

    public async Task RunAsync(BatchTransport transport, CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var call in Calls.Where(c => !Outcomes.ContainsKey(c.Key)))
            {
                var outcome = await transport.AskAsync(Model, call, cancellation);
                if (outcome is not BatchOutcome.Waiting)
                {
                    Outcomes[call.Key] = outcome;
                }
            }

            if (Outcomes.Count == Calls.Count)
            {
                return;
            }

            await transport.SubmitAsync(cancellation);
            await transport.WaitAsync(null, cancellation);
        }
    }

    /// <summary>Every call is answered with what was said of its own item.</summary>
    public void AssertAnswered()
    {
        foreach (var call in Calls)
        {
            var answered = Assert.IsType<BatchOutcome.Answered>(Outcomes[call.Key]);
            Assert.Equal($"Said of {call.Messages[^1].Text}", answered.Response.Text);
            var raw = Encoding.UTF8.GetString((byte[])answered.Response.AdditionalProperties![RecordingChatClient.RawProperty]!);
            Assert.StartsWith("{", raw, StringComparison.Ordinal);
            Assert.Contains(call.Key.ToString(), raw, StringComparison.Ordinal);
        }
    }

    /// <summary>Nothing is charged twice, and what the answers cost is what the provider charges.</summary>
    public void AssertBill()
    {
        Assert.All(Provider.Charged, c => Assert.Equal(1, c.Value));
        Assert.Equal(Provider.Bill, Cost);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
