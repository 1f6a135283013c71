using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Recording;

public sealed class RecordingChatClientTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_a_provider_reports_of_a_call_is_on_the_record_and_is_recalled_from_it()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "half an answ"))
        {
            ModelId = "model-2026-11",
            FinishReason = ChatFinishReason.Length,
            Usage = new UsageDetails
            {
                InputTokenCount = 1000,
                OutputTokenCount = 500,
                CachedInputTokenCount = 600,
                ReasoningTokenCount = 300,
                AdditionalCounts = new()
                {
                    [ReportedUsage.CacheWriteCount] = 100,
                    [ReportedUsage.InputAudioCount] = 50,
                    [ReportedUsage.OutputAudioCount] = 20,
                },
            },
            AdditionalProperties = new() { [RecordingChatClient.CostProperty] = 0.0000123m, [RecordingChatClient.UpstreamProperty] = "host" },
        };
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var asked = 0;
        var first = await AskAsync(log, () => ++asked == 1 ? response : throw new InvalidOperationException("asked twice"));
        var again = await AskAsync(log, () => throw new InvalidOperationException("asked again"));

        var usage = new Usage(250, 180, 600, 100, 300, 50, 20);
        Assert.Equal((usage, 0.0000123m), (first.Usage!, first.CostUsd));
        Assert.Equal(first, again);
        var leaf = Assert.Single(await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).Leaf;
        Assert.Equal((usage, 0.0000123m, "length", false), (leaf.Usage!, leaf.CostUsd, leaf.FinishReason, leaf.Refused));
        Assert.Equal(new Producer("router", "lab/m", "model-2026-11", null, "host"), leaf.Producer);
    }

    [Fact]
    public async Task What_a_provider_does_not_report_stays_absent()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var answer = await AskAsync(log, () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes"))
        {
            Usage = new UsageDetails { OutputTokenCount = 3, CachedInputTokenCount = 0 },
            AdditionalProperties = new() { [RecordingChatClient.CostProperty] = -1m, [RecordingChatClient.UpstreamProperty] = 17 },
        });
        Assert.Equal(new Usage(Output: 3, CacheRead: 0), answer.Usage);
        var leaf = Assert.Single(await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).Leaf;
        Assert.Equal((answer.Usage, null, null, null), (leaf.Usage, leaf.CostUsd, leaf.FinishReason, leaf.Producer!.Upstream));
        Assert.Null((await AskAsync(log, () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "no")) { Usage = new UsageDetails() }, "r1.s2.k1.a0")).Usage);
    }

    [Fact]
    public void Reported_usage_leads_to_details_and_back()
    {
        foreach (var usage in (Usage[])[new(250, 180, 600, 100, 300, 50, 20), new(1, 2), new(null, 2), new(CacheRead: 5), new(0, 0, 0, 0, 0, 0, 0)])
        {
            Assert.Equal(usage, ReportedUsage.Of(ReportedUsage.ToDetails(usage)));
        }

        Assert.Null(ReportedUsage.ToDetails(null));
    }

    private static async Task<RecordedAnswer> AskAsync(RecordLog log, Func<ChatResponse> answer, string call = "r1.s1.k1.a0")
    {
        var client = new ScriptedChatClient((_, _, _) => Task.FromResult(answer()));
        var seated = new SeatedModel(new Seat(1, "One", new ModelCard("lab/m")), client, "router", SupportsSchema: true);
        var journal = await CallJournal.LoadAsync(log, "s", Cancellation);
        using var recording = new RecordingChatClient(seated, log, journal, "s", TimeProvider.System);
        return await recording.AskAsync(call, [new ChatMessage(ChatRole.User, "well?")], new ChatOptions(), [], null, Cancellation);
    }
}
