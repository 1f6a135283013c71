using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Runs;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Benches;

/// <summary>Benches that ask: three models of a local provider, one that is always right, one that is always wrong and one that cannot be read.</summary>
public sealed partial class BenchAskTests : IAsyncLifetime
{
    private static readonly string _set = string.Concat(Enumerable.Range(0, 6).Select(i =>
        $$"""{"id":"q{{i}}","question":"Number {{i}}: pick {{(i % 2 == 0 ? "alpha" : "beta")}}.","options":["alpha","beta"],"answer":"{{(i % 2 == 0 ? "A" : "B")}}"}""" + "\n"));

    private readonly SampleWorkspace _workspace = new();
    private ProviderServer _server = null!;
    private WorkspaceContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _server = (await ProviderServer.StartAsync(c => AnswerAsync(c, right: true)))
            .For("wrong", c => AnswerAsync(c, right: false))
            .For("mute", ProviderAnswers.Says("I would rather talk about the weather."));
        var yaml = _workspace.Write(
            "roundtable.yaml",
            $"connections:\n  lab:\n    address: {_server.Address}v1\n    models: [good, wrong, mute, gone]\n"
                + "models:\n  lab/good: { input: 10, output: 20 }\n  lab/wrong: { input: 1, output: 2 }\n  lab/mute: { input: 1, output: 2 }\n");
        _context = new WorkspaceContext(_workspace.Path, yaml, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_LOCAL_PROBES"] = "off",
            ["XDG_CONFIG_HOME"] = _workspace.Path,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_panel_is_asked_once_and_its_votes_replayed_give_the_same_figures()
    {
        var set = _workspace.Write("set.jsonl", _set);
        var ask = new BenchAsk { Models = ["lab/good", "lab/wrong", "lab/mute"] };
        var live = await AskAsync(set, ask);
        var report = live.Document.Report;
        Assert.Equal([("good", 1.0), ("mute", 0.0), ("wrong", 0.0)], report.Seats.Select(s => (s.Seat, s.Accuracy.Mean)));
        Assert.Equal(6, report.Seats.Single(s => s.Seat == "mute").Missing);
        Assert.Equal(6, report.Seats.Single(s => s.Seat == "mute").Reasons["unreadable"]);
        Assert.Equal(0.5, report.Rule(RuleScore.Majority)!.Accuracy.Mean, 1e-12);
        Assert.NotNull(report.Seats.Single(s => s.Seat == "good").Calibration);
        Assert.True(report.Seats.Single(s => s.Seat == "good").UsdPerAnswer > report.Seats.Single(s => s.Seat == "wrong").UsdPerAnswer);
        Assert.True(live.Document.SpentUsd > 0);

        var replayed = new BenchService(_context).Replay(
            new BenchRequest { Votes = Path.Combine(live.Folder, BenchFolder.VotesFile) }, TestContext.Current.CancellationToken);
        Assert.Equal(live.Document.Votes, replayed.Document.Votes);
        Assert.Equal(
            report.Rules.Where(r => r.Name != RuleScore.Cascade).Select(r => (r.Name, r.Accuracy, r.Gain)),
            replayed.Document.Report.Rules.Select(r => (r.Name, r.Accuracy, r.Gain)));
        Assert.Equal(report.Seats.Select(s => (s.Accuracy, s.Missing)), replayed.Document.Report.Seats.Select(s => (s.Accuracy, s.Missing)));

        // What was answered is not asked again; what could not be read is data, too.
        var calls = _server.Requests.Count;
        var again = await AskAsync(set, ask with { Models = ["lab/good", "lab/wrong"] });
        Assert.Equal(calls, _server.Requests.Count);
        Assert.Equal(0, again.Document.SpentUsd);
    }

    [Fact]
    public async Task Numbers_are_asked_for_as_numbers_and_samples_tell_of_the_best_seat_asked_as_often()
    {
        var set = _workspace.Write("sums.jsonl", """
            {"question":"What is 500 + 500? Pick 1000.","answer":"500 + 500 = <<500+500=1000>>1000\n#### 1,000"}
            {"question":"What is 1 + 1? Pick 2.","answer":"#### 2"}
            """);
        var report = (await AskAsync(set, new BenchAsk { Models = ["lab/good", "lab/wrong"], Samples = 2 })).Document.Report;
        Assert.Equal([1.0, 0.0], report.Seats.Select(s => s.Accuracy.Mean));
        Assert.Equal(2, report.PanelVotes);
        Assert.Equal(2, report.Rule(RuleScore.BestSeatRepeated)!.Asked);
        Assert.Equal(1, report.Rule(RuleScore.BestSeatRepeated)!.Accuracy.Mean);
        Assert.Equal(AnswerMatch.Numeric, report.Match);
    }

    [Fact]
    public async Task A_debate_is_held_on_each_question_and_its_moves_are_told()
    {
        var set = _workspace.Write("set.jsonl", _set);
        var report = (await AskAsync(set, new BenchAsk { Models = ["lab/good", "lab/wrong"], Debate = true, Limit = 2 })).Document.Report;
        Assert.Equal(2, report.Items);
        Assert.Equal((0, 0), (report.Debate!.RightToWrong, report.Debate.WrongToRight));
        Assert.Equal([1.0, 0.0], report.Seats.Select(s => s.AfterDebate!.Mean));
        Assert.NotNull(report.Rule(RuleScore.AfterDebate)!.UsdPerItem);
        Assert.Null(report.Rule(RuleScore.Majority)!.UsdPerItem);
    }

    [Fact]
    public async Task A_debate_that_was_held_is_not_held_again_unless_it_must_be()
    {
        var set = _workspace.Write("set.jsonl", _set);
        var ask = new BenchAsk { Models = ["lab/good", "lab/wrong"], Debate = true, Limit = 3 };
        var first = await AskAsync(set, ask);
        var calls = _server.Requests.Count;
        var again = await AskAsync(set, ask with { Limits = new RunLimits(MicroDollars: 1_000_000) });
        Assert.Equal(calls, _server.Requests.Count);
        Assert.Equal((first.Document.Votes, 0m), (again.Document.Votes, again.Document.SpentUsd));
        Assert.Equal(first.Document.Asked.Order(StringComparer.Ordinal), again.Document.Asked.Order(StringComparer.Ordinal));

        // Another panel is another debate; --fresh holds it anew.
        await AskAsync(set, ask with { Models = ["lab/wrong", "lab/good"], Limit = 2 });
        Assert.True(_server.Requests.Count > calls);
        calls = _server.Requests.Count;
        await AskAsync(set, ask with { Reuse = Reuse.None, Limit = 2 });
        Assert.True(_server.Requests.Count > calls);

        // A debate in which a seat was absent is held again, and so is one whose session was deleted.
        calls = _server.Requests.Count;
        foreach (var id in first.Document.Asked)
        {
            new SessionStore(_workspace.Path).Delete(id);
        }

        await AskAsync(set, ask with { Limit = 3 });
        Assert.True(_server.Requests.Count > calls);
    }

    [Fact]
    public async Task A_debate_with_an_absent_seat_is_held_again()
    {
        var set = _workspace.Write("set.jsonl", _set);
        var ask = new BenchAsk { Models = ["lab/good", "lab/wrong", "lab/gone"], Debate = true, Limit = 2 };
        _server.For("gone", ProviderAnswers.Fails(404, "The model does not exist.", "model_not_found"));
        await AskAsync(set, ask);
        var calls = _server.Requests.Count;
        await AskAsync(set, ask);
        Assert.True(_server.Requests.Count > calls);
    }

    [Fact]
    public async Task A_set_without_answers_is_refused_before_anything_is_asked()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => AskAsync(
            _workspace.Write("open.jsonl", """{"question":"Why?","options":["x","y"]}"""), new BenchAsk { Models = ["lab/good"] }));
        Assert.Contains("has no known answers", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_limit_stops_the_bench_and_says_how_to_go_on()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => AskAsync(
            _workspace.Write("set.jsonl", _set), new BenchAsk { Models = ["lab/good"], Limits = new RunLimits(Calls: 2) }));
        Assert.Equal(ErrorKind.Budget, refused.Kind);
        Assert.Contains("give the same command again", refused.Message, StringComparison.Ordinal);
    }

    private Task<BenchResult> AskAsync(string set, BenchAsk ask) =>
        new BenchService(_context).AskAsync(new BenchRequest { Set = set }, ask, null, TestContext.Current.CancellationToken);

    /// <summary>Gives the option, or the number, that the question says to pick, or another one.</summary>
    private static Task AnswerAsync(HttpContext context, bool right)
    {
        var text = string.Join('\n', ProviderServer.Request(context).GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()));
        var wanted = Pick().Match(text).Groups[1].Value;
        var options = Shown().Matches(text);
        var answer = options.Count == 0
            ? new { reasoning = "So.", position = right ? wanted : "7", choice = (string?)null, confidence = 0.9 }
            : new
            {
                reasoning = "So.",
                position = "",
                choice = (string?)options.First(m => m.Groups[2].Value == wanted == right).Groups[1].Value,
                confidence = 0.9,
            };
        return ProviderAnswers.Says(JsonSerializer.Serialize(answer))(context);
    }

    [GeneratedRegex(@"[Pp]ick (\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Pick();

    [GeneratedRegex(@"^Option (\w+): (\w+)\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
