using Roundtable.Annotation.Evaluation;
using Roundtable.Tests.Annotation.Evaluation;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;

namespace Roundtable.Tests.Workspace.Benches;

public sealed class BenchServiceTests : IDisposable
{
    private const string Votes = "question\tgold\ta\tb\tc\nq1\tx\tx\tx\ty\nq2\ty\ty\tx\tx\nq3\tx\tx\ty\ty\nq4\ty\ty\ty\ty\n";

    private readonly SampleWorkspace _workspace = new();

    private BenchService Service => new(_workspace.Context);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_replay_is_kept_and_says_plainly_that_the_panel_is_worse()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"q{i}\tx\tx\ty\ty\n"));
        var result = Replay("question\tgold\tgood\tbad\tworse\n" + rows);
        Assert.Equal(
            "The panel is worse than its best seat: on 40 items its majority is right on 0.0 %, the best seat, chosen on the other half, on 100.0 % "
                + "(−100.0 points, 95 % interval −100.0 to −100.0).",
            BenchText.Headline(result.Document.Report));
        var again = Service.Find(result.Document.Id[..10]);
        Assert.Equal(BenchText.Headline(result.Document.Report), BenchText.Headline(again.Document.Report));
        Assert.Equal(result.Document.Id, Assert.Single(Service.List()).Id);
        Assert.Contains("Votes replayed from votes.tsv: nothing was asked.", BenchSentences.Of(again.Document));
    }

    /// <summary>The other half sometimes chooses a worse seat, over which the panel then gains; it answers as its best seats do.</summary>
    [Fact]
    public void A_panel_that_is_ahead_of_no_seat_is_not_called_better()
    {
        string Vote(int item, int from, int to, string wrong) => item >= from && item < to ? "x" : wrong;
        var rows = string.Concat(Enumerable.Range(0, 250).Select(i =>
            $"q{i}\tx\t{Vote(i, 0, 66, "y")}\t{Vote(i, 0, 66, "y")}\t{Vote(i, 66, 110, "z")}\t{Vote(i, 110, 154, "v")}\t{Vote(i, 154, 198, "w")}\n"));
        var report = Replay("question\tgold\ta\tb\tc\td\te\n" + rows).Document.Report;
        Assert.True(report.Rule(RuleScore.Majority)!.Gain!.Interval.Low > 0);
        Assert.StartsWith("It cannot be told whether the panel or its best seat is better", BenchText.Headline(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_each_labels_a_part_no_seat_is_compared_with_the_panel()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"q{i}\tx\t{(i % 3 == 0 ? "x" : "")}\t{(i % 3 == 1 ? "x" : "")}\t{(i % 3 == 2 ? "x" : "")}\n"));
        Assert.Equal(
            "No seat answered half of the items, so that none can be compared with the panel: on 40 items its majority is right on 100.0 %.",
            BenchText.Headline(Replay("question\tgold\ta\tb\tc\n" + rows).Document.Report));
    }

    [Fact]
    public void What_is_kept_gives_the_same_report_again()
    {
        var first = Replay(Votes);
        var kept = Service.Replay(new BenchRequest { Votes = Path.Combine(first.Folder, BenchFolder.VotesFile) }, TestContext.Current.CancellationToken);
        Assert.Equal(first.Document.Votes, kept.Document.Votes);
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(first.Document.Report, BenchJson.Default.BenchReport),
            System.Text.Json.JsonSerializer.Serialize(kept.Document.Report, BenchJson.Default.BenchReport));
    }

    [Fact]
    public void Reports_are_files_of_which_the_page_loads_nothing_and_names_are_harmless()
    {
        var folder = Path.Combine(_workspace.Path, "out");
        var result = Replay(Votes.Replace("\ta\t", "\t<b>|*a*\t", StringComparison.Ordinal), r => r with { Out = folder });
        var page = File.ReadAllText(Path.Combine(folder, BenchFolder.PageFile));
        Assert.Contains("&lt;b&gt;|*a*", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", File.ReadAllText(Path.Combine(folder, BenchFolder.MarkdownFile)), StringComparison.Ordinal);
        Assert.Equal(result.Document.Id, new BenchFolder(folder).Read().Id);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        Assert.Equal(ErrorKind.Unwritable, Assert.Throws<WorkspaceException>(() => Replay(Votes, r => r with { Out = folder })).Kind);
    }

    [Fact]
    public void Two_benches_are_compared_and_changed_votes_are_noticed()
    {
        var (first, second) = (Replay(Votes), Replay(Votes.Replace("q1\tx\tx", "q1\tx\ty", StringComparison.Ordinal)));
        var compared = Service.Compare(first.Folder, second.Document.Id);
        Assert.Equal(4, compared.Items);
        Assert.Equal(-0.25, compared.Scores.Single(s => s is { IsSeat: true, Name: "a" }).Difference.Mean);
        File.AppendAllText(Path.Combine(first.Folder, BenchFolder.VotesFile), "q5\tx\tx\tx\tx\n");
        var changed = Assert.Throws<WorkspaceException>(() => Service.Compare(first.Folder, second.Folder));
        Assert.Contains("does not hold the votes", changed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("question\tgold\ta\nq1\t\tx\nq2\t\ty\n", "has no known answers")]
    [InlineData("question\ta\nq1\tx\nq2\ty\n", "Give them in a column 'gold'")]
    [InlineData("question\tgold\nq1\tx\nq2\ty\n", "has no column of votes")]
    public void Votes_without_answers_are_refused(string votes, string expected)
    {
        var refused = Assert.Throws<WorkspaceException>(() => Replay(votes));
        Assert.Equal(ErrorKind.BadData, refused.Kind);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_public_tables_are_reproduced_to_the_fourth_digit()
    {
        Assert.SkipUnless(Directory.Exists(PublicVotes.Folder), PublicVotes.Missing);
        var all = Report("mmlu-pro.tsv.gz");
        Assert.Equal(0.7012, Best(all), 4);
        Assert.Equal(0.5855, Rule(all, RuleScore.Majority), 4);
        string[] three = ["gemini-1.5-flash-002", "Meta-Llama-3_1-70B-Instruct", "gemini-1.5-pro-002"];
        var top = Report("mmlu-pro.tsv.gz", three);
        Assert.Equal(0.7049, Rule(top, RuleScore.Majority), 4);
        Assert.InRange(Rule(top, RuleScore.Weighted), 0.718, 1);
        Assert.InRange(Rule(top, RuleScore.Cascade), 0.7185, 1);
        Assert.InRange(top.Rule(RuleScore.Cascade)!.LastAsked!.Value, 0.3, 0.4);
        var five = Report(
            "mmlu-pro.tsv.gz",
            ["gemini-1.5-pro-002", "Meta-Llama-3_1-70B-Instruct", "jamba-1.5-large", "Qwen1.5-110B", "Mixtral-8x7B-Instruct-v0.1"]);
        Assert.Equal(0.6541, Rule(five, RuleScore.Majority), 4);
        Assert.InRange(five.Agreement[0].Right.Mean, 0.90, 0.92);
        Assert.Equal((5, 3_052), (five.Agreement[0].Agreeing, five.Agreement[0].Items));
        var gsm = Report("gsm8k.tsv");
        Assert.Equal(0.5625, Best(gsm), 4);

        // As text 0.4818; by value equal numbers in other digits agree, and what is no number does not vote.
        Assert.Equal(0.4817, Rule(gsm, RuleScore.Majority), 4);
        Assert.Equal(0.4818, Rule(Report("gsm8k.tsv", match: AnswerMatch.Exact), RuleScore.Majority), 4);
        Assert.Equal(0.6725, Rule(gsm, RuleScore.AnySeat), 4);
        Assert.Equal(0.8723, Best(Report("llmbar.tsv.gz")), 4);
        string[] models = ["ChatGPT", "ChatGPT-0301", "Falcon", "GPT-4", "LLaMA2", "PaLM2"];
        var votes = Report("llmbar.tsv.gz", [.. models.SelectMany(m => (string[])[$"{m}/Vanilla", $"{m}/Metrics_Reference"])]);
        Assert.Equal(24, votes.PanelVotes);
        Assert.Equal(0.6456, Rule(votes, RuleScore.Majority), 4);
    }

    [Fact]
    public void The_public_tables_are_those_of_a_plain_count()
    {
        Assert.SkipUnless(Directory.Exists(PublicVotes.Folder), PublicVotes.Missing);
        foreach (var name in (string[])["css-emotion.tsv", "css-ibc.tsv", "gsm8k.tsv", "llmbar.tsv.gz"])
        {
            var (file, report) = (PublicVotes.Read(name), Report(name));
            Assert.Equal(
                PlainCounts.Majority(file.Votes, file.Gold, [.. Enumerable.Range(0, file.Votes.Sources.Count)]), Rule(report, RuleScore.Majority), 1e-12);
            foreach (var seat in report.Seats)
            {
                var columns = Enumerable.Range(0, file.Columns.Count).Where(c => file.Columns[c].Seat == seat.Seat).ToList();
                Assert.Equal(columns.Average(c => PlainCounts.Accuracy(file.Votes, file.Gold, c)), seat.Accuracy.Mean, 1e-9);
            }
        }
    }

    private static double Rule(BenchReport report, string name) => report.Rule(name)!.Accuracy.Mean;

    private static double Best(BenchReport report) => report.Seats.Max(s => s.Accuracy.Mean);

    private static BenchReport Report(string name, string[]? seats = null, AnswerMatch? match = null)
    {
        var file = PublicVotes.Read(name, new VoteFileOptions { Seats = seats ?? [], Match = match });
        return BenchEvaluation.Evaluate(
            new BenchVotes(file.Votes, file.Columns, file.Gold, file.Match),
            new BenchSettings { Cascade = seats?.Length == 3 ? seats : null },
            TestContext.Current.CancellationToken);
    }

    private BenchResult Replay(string votes, Func<BenchRequest, BenchRequest>? change = null)
    {
        var request = new BenchRequest { Votes = _workspace.Write("votes.tsv", votes) };
        return Service.Replay(change is null ? request : change(request), TestContext.Current.CancellationToken);
    }
}
