using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>A provider's log and the gateway's exchanges watched, and what is put on record.</summary>
public sealed class WatchServiceTests : IDisposable
{
    private static readonly WatchSettings _settings = new() { SketchBits = 16, WindowSize = 300 };
    private static readonly TrafficSimulator _benign = new TrafficSimulator(1).People(300, 8, 7, "before");
    private static readonly TrafficSimulator _mixed = new TrafficSimulator(2).People(200, 8, 7).Campaign(30, 10, 0.5, 7);

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_log_as_json_lines_and_the_same_with_hashed_features_give_the_same_findings()
    {
        var (reference, traffic) = (_workspace.Write("before.jsonl", _benign.Lines), _workspace.Write("now.jsonl", _mixed.Lines));
        var hashed = _workspace.Write("hashed.jsonl", string.Join('\n', File.ReadLines(traffic).Select((l, i) => TrafficLine.WithoutPrompt(l, i + 1))));
        Assert.DoesNotContain("reasoning", await File.ReadAllTextAsync(hashed, Cancellation), StringComparison.Ordinal);
        var plain = await RunAsync(new WatchRequest("someone") { File = traffic, Reference = reference, Settings = _settings });
        var other = await RunAsync(new WatchRequest("someone") { File = hashed, Reference = reference, Settings = _settings });
        var messages = _workspace.Write("messages.jsonl", string.Join('\n', File.ReadLines(traffic).Select(l =>
        {
            var line = JsonNode.Parse(l)!.AsObject();
            line["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "asked before" }, new JsonObject { ["role"] = "assistant", ["content"] = "said before" },
                new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = line["prompt"]!.DeepClone() }) });
            line.Remove("prompt");
            return line.ToJsonString();
        })));
        var dialogues = await RunAsync(new WatchRequest("someone") { File = messages, Reference = reference, Settings = _settings });
        Assert.Equal(plain["findings"]!.ToJsonString(), dialogues["findings"]!.ToJsonString());
        var finding = Assert.Single(plain["findings"]!.AsArray(), f => (string)f!["grade"]! != "notice")!;
        Assert.Equal(plain["findings"]!.ToJsonString(), other["findings"]!.ToJsonString());
        Assert.Equal(plain["windows"]!.ToJsonString(), other["windows"]!.ToJsonString());
        Assert.Equal(30, (int)finding["callers"]!);
        Assert.All(finding["accounts"]!.AsArray(), a => Assert.StartsWith("account", (string)a!["caller"]!, StringComparison.Ordinal));
        Assert.NotEmpty(finding["innocent"]!.AsArray());
    }

    [Fact]
    public async Task The_report_is_a_leaf_without_a_word_of_any_prompt()
    {
        var (reference, traffic) = (_workspace.Write("before.jsonl", _benign.Lines), _workspace.Write("now.jsonl", _mixed.Lines));
        var report = await RunAsync(new WatchRequest("someone") { File = traffic, Reference = reference, Settings = _settings });
        using var log = FileStore.OpenReadOnly(_workspace.Path);
        var leaf = RecordLog.ReadLeaf(log, (long)report["leaf"]!, log.Leaves((long)report["leaf"]!).First().Span);
        var document = Encoding.UTF8.GetString(log.Content(leaf.Document!.Value)!);
        Assert.Equal(LeafKind.Ruling, leaf.Kind);
        Assert.Equal("roundtable-watch/1", (string?)JsonNode.Parse(document)!["format"]);
        Assert.Equal("someone", (string?)JsonNode.Parse(document)!["by"]);
        Assert.DoesNotContain("inner monologue and", document, StringComparison.Ordinal);
        Assert.True((double)report["rates"]!["callersAtMost"]! > 0);
    }

    [Theory]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","prompt":"x"}""", "'caller' is missing")]
    [InlineData("""{"caller":"a","prompt":"x"}""", "'time' is missing")]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","caller":"a"}""", "neither 'prompt'")]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","caller":"a","prompt":7}""", "'prompt' is not a text")]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","caller":"a","messages":[{"role":"assistant","content":"x"}]}""", "no words of a user")]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","caller":"a","messages":7}""", "no words of a user")]
    [InlineData("""{"time":"2026-03-02T10:00:00Z","caller":"a","features":{"whole":"zz"}}""", "'shingles' is not an array")]
    [InlineData("[1]", "one JSON object")]
    [InlineData("{", ":2: ")]
    public async Task A_line_that_cannot_be_read_is_named(string line, string message)
    {
        var traffic = _workspace.Write("now.jsonl", """{"time":"2026-03-02T10:00:00Z","caller":"a","prompt":"x"}""" + "\n" + line);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => RunAsync(new WatchRequest("someone") { File = traffic, Reference = traffic, Settings = _settings }));
        Assert.Contains("now.jsonl:2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_with_the_newest_first_is_refused_and_one_that_is_out_of_order_within_a_day_is_not()
    {
        var reference = _workspace.Write("before.jsonl", _benign.Lines);
        string Log(params string[] times) => _workspace.Write("now.jsonl",
            string.Join('\n', times.Select(t => $$"""{"time":"{{t}}","caller":"a","prompt":"x"}""")));
        var error = await FailAsync(new WatchRequest("someone") { File = Log("2026-03-03T10:00:00Z", "2026-03-01T10:00:00Z"), Reference = reference });
        Assert.Contains("now.jsonl:2: It is more than a day before a line above it", error.Message, StringComparison.Ordinal);
        Assert.Contains("sort_by(.time)", error.Message, StringComparison.Ordinal);
        var near = Log("2026-03-02T10:00:00Z", "2026-03-01T11:00:00Z");
        await RunAsync(new WatchRequest("someone") { File = near, Reference = reference, Settings = _settings });
    }

    [Fact]
    public async Task Of_many_lines_that_cannot_be_read_the_first_is_named()
    {
        var reference = _workspace.Write("before.jsonl", _benign.Lines);
        var traffic = _workspace.Write("now.jsonl", string.Join('\n', Enumerable.Repeat("a,b", 2_000)));
        var error = await FailAsync(new WatchRequest("someone") { File = traffic, Reference = reference });
        Assert.Contains("now.jsonl:1: It is not JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reference_or_traffic_nothing_is_reported()
    {
        var reference = _workspace.Write("before.jsonl", _benign.Lines);
        var empty = _workspace.Write("empty.jsonl", "\n");
        Assert.Contains("--reference FILE", (await FailAsync(new WatchRequest("someone") { File = reference })).Message, StringComparison.Ordinal);
        Assert.Contains("nothing was looked at", (await FailAsync(new WatchRequest("someone") { File = empty, Reference = reference })).Message, StringComparison.Ordinal);
        Assert.Contains("are needed", (await FailAsync(new WatchRequest("someone") { File = reference, Reference = empty })).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, (await FailAsync(new WatchRequest("someone") { File = "nowhere.jsonl", Reference = reference })).Kind);
    }

    [Fact]
    public async Task The_gateways_exchanges_are_watched_from_a_moment_on()
    {
        await using (var log = await _workspace.OpenLogAsync())
        {
            await RecordedTraffic.AppendAsync(log, _benign, TimeSpan.Zero);
            await RecordedTraffic.AppendAsync(log, _mixed, TimeSpan.FromDays(7));
        }

        var report = await RunAsync(new WatchRequest("someone") { Since = TrafficSimulator.Start.AddDays(7), Settings = _settings });
        Assert.Equal(_benign.Entries.Count, (int)report["referencePrompts"]!);
        Assert.Equal(_mixed.Entries.Count, (int)report["prompts"]!);
        Assert.Equal(0, (int)report["unread"]!);
        Assert.Equal(30, (int)Assert.Single(report["findings"]!.AsArray(), f => (string)f!["grade"]! != "notice")!["callers"]!);
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_where_it_is_watched_and_end_users_are_seen_behind_any_tool()
    {
        var since = TrafficSimulator.Start.AddDays(7);
        await using (var log = await _workspace.OpenLogAsync())
        {
            await RecordedTraffic.AppendAsync(log, _benign, TimeSpan.Zero);
            await RecordedTraffic.AppendAsync(log, "x", Encoding.UTF8.GetBytes("not json 1"), since.AddHours(-1));
            await RecordedTraffic.AppendAsync(log, "x", Encoding.UTF8.GetBytes("not json 2"), since);
            await RecordedTraffic.AppendAsync(log, "x", Encoding.UTF8.GetBytes("not json 3"), since.AddDays(2));
            for (var i = 0; i < 40; i++)
            {
                await RecordedTraffic.AppendAsync(
                    log,
                    "shop",
                    Encoding.UTF8.GetBytes($$$"""{"user":"u{{{i}}}","tools":[{"type":"web_search"}],"messages":[{"role":"user","content":"question {{{i}}}"}]}"""),
                    since.AddHours(i));
            }
        }

        var report = await RunAsync(new WatchRequest("someone") { Since = since, Until = since.AddDays(2), Settings = _settings });
        Assert.Equal((40, 1), ((int)report["prompts"]!, (int)report["unread"]!));
        Assert.Equal("shop", (string?)Assert.Single(report["resellers"]!.AsArray())!["caller"]);
    }

    private async Task<JsonObject> RunAsync(WatchRequest request) =>
        WatchJson.Of(await new WatchService(_workspace.Context).RunAsync(request, Cancellation));

    private async Task<WorkspaceException> FailAsync(WatchRequest request) =>
        await Assert.ThrowsAsync<WorkspaceException>(() => RunAsync(request with { Settings = _settings }));
}
