using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Findings on record, appeals and their answers, and prompts that are shown only once it is on record to whom.</summary>
public sealed class WatchCasesTests : IDisposable
{
    private static readonly TrafficSimulator _benign = new TrafficSimulator(1).People(250, 6, 7, "before");
    private static readonly TrafficSimulator _mixed = new TrafficSimulator(2).People(150, 6, 7).Campaign(25, 8, 0.5, 7);

    private readonly SampleWorkspace _workspace = new();
    private readonly WatchCases _cases;

    public WatchCasesTests() => _cases = new WatchCases(_workspace.Context);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_appeal_and_its_answer_stand_beside_the_finding_also_in_later_reports()
    {
        var id = await WatchAsync();
        Assert.Equal("open", (await FindAsync(id)).State);
        var appeal = await _cases.AppealAsync(id, "account1", "We evaluate our own product.", Cancellation);
        Assert.Equal("appealed", (await FindAsync(id)).State);
        await _cases.AnswerAsync(appeal, "desk", "withdrawn", "Their paper is public.", Cancellation);
        await WatchAsync();
        var finding = await FindAsync(id);
        Assert.Equal("withdrawn", finding.State);
        var json = finding.Json();
        Assert.Equal("We evaluate our own product.", (string?)json["appeals"]![0]!["text"]);
        Assert.Equal("desk", (string?)json["appeals"]![0]!["answers"]![0]!["by"]);
        Assert.Equal(appeal, (await _cases.ReadAsync(Cancellation)).Appeal(appeal).Leaf);
    }

    [Fact]
    public async Task Prompts_are_shown_once_it_is_on_record_who_looks_and_why()
    {
        var id = await WatchAsync();
        Assert.DoesNotContain("reasoning in", (await FindAsync(id)).Json().ToJsonString(), StringComparison.Ordinal);
        var prompts = await _cases.PromptsAsync(id, "analyst", "to tell a class from a campaign", 3, Cancellation);
        Assert.Equal(3, prompts.Count);
        Assert.All(prompts, p => Assert.Equal(_mixed.WithPrompts.ElementAt((int)p.Position - 1).Prompt, p.Prompt));
        var view = Assert.Single((await FindAsync(id)).Views);
        Assert.Equal(("analyst", "to tell a class from a campaign", 3), (view.By, view.Reason, view.Prompts));

        // A file that changed is not what was watched.
        _workspace.Write("now.jsonl", _benign.Lines);
        Assert.All(await _cases.PromptsAsync(id, "analyst", "again", 3, Cancellation), p => Assert.Null(p.Prompt));
    }

    [Fact]
    public async Task Without_a_reason_a_name_or_a_finding_nothing_is_recorded_or_shown()
    {
        var id = await WatchAsync();
        await Assert.ThrowsAsync<WorkspaceException>(() => _cases.PromptsAsync(id, "analyst", " ", 3, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => _cases.PromptsAsync(id, "", "why", 3, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => _cases.AppealAsync("000000000000", "a", "b", Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => _cases.AnswerAsync(0, "a", "upheld", "b", Cancellation));
        var appeal = await _cases.AppealAsync(id, "account1", "No.", Cancellation);
        await Assert.ThrowsAsync<WorkspaceException>(() => _cases.AnswerAsync(appeal, "desk", "guilty", "b", Cancellation));
        Assert.Empty((await FindAsync(id)).Views);
        Assert.Empty((await _cases.ReadAsync(Cancellation)).Appeal(appeal).Answers);
    }

    [Fact]
    public async Task Contributions_that_only_look_like_appeals_are_passed_over()
    {
        var id = await WatchAsync();
        await using (var log = await _workspace.OpenLogAsync())
        {
            foreach (var json in new[] { """{"format":"roundtable-watch-appeal/1","finding":7}""", """{"format":"roundtable-watch-answer/1"}""", """["roundtable-watch/1"]""", "\"roundtable-watch" })
            {
                var document = System.Text.Encoding.UTF8.GetBytes(json);
                await log.AppendAsync(new Leaf { Kind = LeafKind.HumanContribution, Time = _workspace.Time.GetUtcNow(), Document = Digest.Of(document) }, [document], Cancellation);
            }
        }

        Assert.Equal("open", (await FindAsync(id)).State);
    }

    private async Task<WatchedFinding> FindAsync(string id) => (await _cases.ReadAsync(Cancellation)).Find(id);

    private async Task<string> WatchAsync()
    {
        var report = await new WatchService(_workspace.Context).RunAsync(
            new WatchRequest("someone")
            {
                File = _workspace.Write("now.jsonl", _mixed.Lines),
                Reference = _workspace.Write("before.jsonl", _benign.Lines),
                Settings = new WatchSettings { SketchBits = 16, WindowSize = 300, FalseAlarmRate = 0.05 },
            },
            Cancellation);
        return (string)WatchJson.Of(report)["findings"]!.AsArray().First(f => (string)f!["grade"]! != "notice")!["id"]!;
    }
}
