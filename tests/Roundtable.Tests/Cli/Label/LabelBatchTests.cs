using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Models.Batches;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Cli.Label;

/// <summary>Labels whose seats are asked in batches, against a server that does all kinds of wrong.</summary>
public sealed class LabelBatchTests : IDisposable
{
    private const int Items = 120;
    private const int DryRun = 20;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public LabelBatchTests() => _program = new RoundtableProcess(_data.FullName) { Variables = { ["ROUNDTABLE_BATCH_PACE"] = "0.002", ["KEY"] = "a-key-of-the-lab" } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Labels_by_batches_are_those_of_single_calls_and_cost_what_the_provider_bills(string kind)
    {
        var mischief = new BatchMischief { Expires = 0.1, Duplicates = 0.1, FailsLines = 0.1, Reorders = true, FailsCalls = 0.1 };
        var provider = new BatchProvider(TimeProvider.System, mischief) { Answers = Answer };
        await using var server = await ProviderServer.StartAsync(provider.AnswerAsync);
        await WriteAsync(kind, server.Address);
        var ran = await LabelAsync("batched", "--batch", "--gold", "10");
        Assert.True(ran.Code == ExitCode.Ok, ran.Error);
        Assert.Equal((DryRun * 2, (Items - DryRun) * 2), (provider.LiveCalls, provider.Charged.Count));
        Assert.All(provider.Charged, c => Assert.Equal(1, c.Value));
        Assert.Equal(Items, JsonElement.Parse(ran.Out).GetProperty("report").GetProperty("items").GetInt32());
        var progress = RunStatus.Of(RunFolder.Open(Path.Combine(_data.FullName, "batched"))).Progress;
        Assert.Equal((0, 0), (progress.Missing, progress.UnpricedCalls));
        Assert.InRange(progress.MicroDollars, (long)(provider.Bill * 0.99m), (long)(provider.Bill * 1.01m) + (Items * 2));

        // Asked one by one the same is said, and what was said in batches is not asked again.
        var live = provider.LiveCalls;
        var again = await LabelAsync("again", "--gold", "10");
        Assert.True(again.Code == ExitCode.Ok, again.Error);
        Assert.Equal(live, provider.LiveCalls);
        var fresh = await LabelAsync("fresh", "--fresh", "--gold", "10");
        Assert.True(fresh.Code == ExitCode.Ok, fresh.Error);
        Assert.Equal(live + (Items * 2), provider.LiveCalls);
        foreach (var name in (string[])["labels.jsonl", "labels.json", "labels.md"])
        {
            var labels = await File.ReadAllTextAsync(Path.Combine(_data.FullName, "batched", name), Cancellation);
            Assert.Equal(labels, await File.ReadAllTextAsync(Path.Combine(_data.FullName, "again", name), Cancellation));
            Assert.Equal(labels, await File.ReadAllTextAsync(Path.Combine(_data.FullName, "fresh", name), Cancellation));
        }
    }

    [Fact]
    public async Task What_no_batch_answers_is_no_vote_and_is_asked_again_when_the_run_is_resumed()
    {
        var mischief = new BatchMischief { FailsLines = 0.2, Lasts = true };
        var provider = new BatchProvider(TimeProvider.System, mischief) { Answers = Answer };
        BatchProvider? mended = null;
        await using var server = await ProviderServer.StartAsync(c => (mended ?? provider).AnswerAsync(c));
        await WriteAsync("openai", server.Address);
        var ran = await LabelAsync("run", "--batch");
        Assert.True(ran.Code == ExitCode.Ok, ran.Error);
        var seats = JsonElement.Parse(ran.Out).GetProperty("report").GetProperty("seats").EnumerateArray().ToList();
        var absent = seats.Sum(s => s.GetProperty("answers").GetProperty("absent").GetInt32());
        Assert.InRange(absent, 1, Items);
        Assert.Equal(Items * 2, seats.Sum(s => s.GetProperty("answers").EnumerateObject().Sum(a => a.Value.GetInt32())));

        mended = new BatchProvider(TimeProvider.System, new BatchMischief()) { Answers = Answer };
        var resumed = await _program.RunAsync(Cancellation, "runs", "resume", "run", "--json");
        Assert.True(resumed.Code == ExitCode.Ok, resumed.Error);
        Assert.Equal((0, absent), (mended.LiveCalls, mended.Charged.Count));
        Assert.All(
            JsonElement.Parse(resumed.Out).GetProperty("report").GetProperty("seats").EnumerateArray(),
            s => Assert.False(s.GetProperty("answers").TryGetProperty("absent", out _)));
    }

    private static string Answer(string prompt)
    {
        var text = ProviderLabels.TextIn(prompt);
        return new JsonObject
        {
            ["reason"] = "So it reads.",
            ["label"] = ProviderLabels.Chance(text) < 60 ? "good" : "bad",
            ["confidence"] = 0.8,
        }.ToJsonString();
    }

    private async Task WriteAsync(string kind, Uri server)
    {
        await FileAsync("roundtable.yaml", $"""
            connections:
              lab: {"{"} address: "{server}{(kind == "openai" ? "v1" : "")}", kind: {kind}, key_variable: KEY, batches: true, route: direct, terms: free@1, models: [a, b] {"}"}
            models:
              lab/a: {"{"} input: {BatchProvider.InputPrice}, output: {BatchProvider.OutputPrice}, batch_discount: 0.5 {"}"}
              lab/b: {"{"} input: {BatchProvider.InputPrice}, output: {BatchProvider.OutputPrice}, batch_discount: 0.5 {"}"}
            """);
        await FileAsync("terms.yaml", """
            terms: free
            version: "1"
            from: 2020-01-01
            source: { address: "https://free.example/terms", read: 2026-01-01 }
            confidence: high
            clauses:
              - { subject: outputs, use: any, effect: allow, where: section 1, says: Anything may be done with answers. }
            """);
        await FileAsync("tone.yaml", "name: tone\ninstructions: What is the tone?\nclasses:\n  - {name: good, definition: G.}\n  - {name: bad, definition: B.}\n");
        await FileAsync("rows.jsonl", string.Concat(Enumerable.Range(0, Items).Select(i => new JsonObject { ["text"] = $"Report {i} of the harbour." }.ToJsonString() + "\n")));
        Assert.Equal(ExitCode.Ok, (await _program.RunAsync(Cancellation, "registry", "add", "terms.yaml")).Code);
    }

    private Task FileAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_data.FullName, name), text, Cancellation);

    private Task<(int Code, string Out, string Error)> LabelAsync(string folder, params string[] more) => _program.RunAsync(
        Cancellation, ["label", "rows.jsonl", "--codebook", "tone.yaml", "-m", "lab/a", "-m", "lab/b", "--yes", "--json", "--out", folder, .. more]);
}
