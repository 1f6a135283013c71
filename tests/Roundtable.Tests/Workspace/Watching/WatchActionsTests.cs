using Roundtable.Tests.Samples;
using Roundtable.Watching.Findings;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Keys are limited or suspended only by a report on record, on the record, and have everything back once an appeal is granted.</summary>
public sealed class WatchActionsTests : IDisposable
{
    private const string Throttled = "aaaaaaaaaaaa";
    private const string Suspended = "bbbbbbbbbbbb";

    private readonly SampleWorkspace _workspace = new();
    private readonly TokenService _tokens;
    private readonly WatchActions _actions;
    private readonly WatchCases _cases;

    public WatchActionsTests() => (_tokens, _actions, _cases) = (new TokenService(_workspace.Context), new WatchActions(_workspace.Context), new WatchCases(_workspace.Context));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Findings_limit_and_suspend_the_keys_of_their_callers_and_nobody_elses()
    {
        var (fast, slow, other) = (Add("ann", "120"), Add("bob", "3"), Add("eve", "50"));
        var (held, admin) = (Add("dan", "none"), _tokens.Add("dan", Role.Admin).Token);
        var report = await ReportAsync(Finding(Throttled, FindingGrade.Throttle, "ann", "bob"), Finding(Suspended, FindingGrade.Suspend, "dan"), Finding("cccccccccccc", FindingGrade.Question, "eve"));
        var acts = await _actions.ActAsync(report, 6, Cancellation);
        Assert.Equal(["throttle", "suspend"], acts.Select(a => (string?)a["action"]));
        Assert.Equal([6, 3, 50], new[] { fast, slow, other }.Select(k => Now(k).Limits.RequestsPerMinute!.Value));
        Assert.Equal(Suspended, Now(held).Suspended);
        Assert.Null(Now(admin).Suspended);
        var found = await FindAsync(Throttled);
        Assert.Equal("ann", (string?)Assert.Single(Assert.Single(found.Acts)["keys"]!.AsArray())!["owner"]);

        // Told again, nothing is left to do.
        Assert.Empty(await _actions.ActAsync(report, 6, Cancellation));
    }

    [Theory]
    [InlineData("withdrawn", true)]
    [InlineData("lowered", true)]
    [InlineData("upheld", false)]
    public async Task An_answer_that_grants_the_appeal_gives_back_what_was_taken(string decision, bool isUndone)
    {
        var (fast, free, held) = (Add("ann", "120"), Add("ann", "none"), Add("dan", "none"));
        var report = await ReportAsync(Finding(Throttled, FindingGrade.Throttle, "ann"), Finding(Suspended, FindingGrade.Suspend, "dan"));
        await _actions.ActAsync(report, 20, Cancellation);
        await _actions.ActAsync(report, 6, Cancellation);
        Assert.Equal(6, Now(fast).Limits.RequestsPerMinute);
        foreach (var id in new[] { Throttled, Suspended })
        {
            await _cases.AnswerAsync(await _cases.AppealAsync(id, "ann", "It is our suite.", Cancellation), "desk", decision, "We looked.", Cancellation);
        }

        Assert.Equal(isUndone ? (120, null, null) : (6, (int?)6, Suspended), (Now(fast).Limits.RequestsPerMinute, Now(free).Limits.RequestsPerMinute, Now(held).Suspended));
        Assert.Equal(isUndone, (await FindAsync(Suspended)).Acts.Any(a => (string?)a["action"] == "undo" && (string?)a["by"] == "desk"));
        Assert.Equal(isUndone, (await _actions.ActAsync(report, 1, Cancellation)).Count == 0);
    }

    [Fact]
    public async Task While_an_appeal_waits_nothing_more_is_done_and_a_rate_that_somebody_changed_stays()
    {
        var key = Add("ann", "120");
        var report = await ReportAsync(Finding(Throttled, FindingGrade.Throttle, "ann"));
        await _actions.ActAsync(report, 6, Cancellation);
        _tokens.Change(key.Id, new KeyRequest { Rate = "40" });
        var appeal = await _cases.AppealAsync(Throttled, "ann", "No.", Cancellation);
        Assert.Empty(await _actions.ActAsync(report, 6, Cancellation));
        await _cases.AnswerAsync(appeal, "desk", "withdrawn", "Yes.", Cancellation);
        Assert.Equal(40, Now(key).Limits.RequestsPerMinute);
    }

    [Fact]
    public async Task A_file_and_a_report_that_is_not_on_record_act_on_nobody()
    {
        var key = Add("dan", "none");
        var report = await ReportAsync(Finding(Suspended, FindingGrade.Suspend, "dan"));
        await Assert.ThrowsAsync<WorkspaceException>(() => _actions.ActAsync(report with { Leaf = null }, 6, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => _actions.ActAsync(report with { Request = report.Request with { File = "log.jsonl" } }, 6, Cancellation));
        Assert.Null(Now(key).Suspended);
    }

    private static WatchFinding Finding(string id, FindingGrade grade, params string[] callers) => new(
        id, grade, 9, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 100, [.. callers.Select(c => new FindingCaller(c, 50, 50))], [], [], []);

    private AccessToken Add(string owner, string rate) => _tokens.Add(owner, new KeyRequest { Role = "caller", Rate = rate }).Token;

    private AccessToken Now(AccessToken key) => Assert.Single(_tokens.Tokens, t => t.Id == key.Id);

    private async Task<WatchedFinding> FindAsync(string id) => (await _cases.ReadAsync(Cancellation)).Find(id);

    private async Task<WatchReport> ReportAsync(params WatchFinding[] findings)
    {
        var result = new WatchResult(1000, 500, 1000, 500, new ErrorRates(500, 0, 10, 0), findings, [], []);
        var report = new WatchReport(new WatchRequest("operator"), _workspace.Time.GetUtcNow(), result, 0);
        await using var log = await _workspace.OpenLogAsync();
        var leaf = await RulingRecord.AppendAsync(log, [], [], null, WatchJson.Of(report), _workspace.Time, Cancellation);
        await log.PublishAsync();
        return report with { Leaf = leaf };
    }
}
