using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs;

public sealed class RunExecutionTests
{
    [Fact]
    public async Task Every_vote_is_for_the_option_that_was_picked_whatever_order_it_was_shown_in_and_cites_its_leaf()
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(30)));

        Assert.Equal(RunState.Finished, outcome.State);
        await using var log = await sample.OpenLogAsync();
        foreach (var result in folder.Results())
        {
            Assert.All(result.Seats, s => Assert.Equal(new SeatAnswer.Vote(result.Index % 3), s.Answer));
            Assert.Equal(TallyLabel.Unanimous, ItemTally.Of(folder.Plan, result)!.Label);
            foreach (var seat in result.Seats)
            {
                var leaf = await log.ReadAsync(seat.Leaf!.Value, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
                Assert.Equal((LeafKind.ModelOutput, folder.Plan.Id, $"i{result.Index + 1}.s{seat.Seat}.k1.a0"), (leaf.Leaf.Kind, leaf.Leaf.Session, leaf.Leaf.Call));
            }
        }

        // Six orders of three options; thirty items by three seats see each of them.
        Assert.Equal(6, sample.Server.Requests.Select(SampleRun.Order).Distinct().Count());
        var first = await log.ReadAsync(folder.Header.Leaf, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal(LeafKind.Run, first.Leaf.Kind);
        Assert.Equal(folder.Plan.Items.Digest, RunPlanJson.Read((await log.ContentAsync(first.Leaf.Document!.Value, TestContext.Current.CancellationToken))!).Items.Digest);
    }

    [Fact]
    public async Task A_run_that_is_stopped_and_resumed_says_the_same_as_one_that_is_not_and_asks_nothing_twice()
    {
        await using var sample = await SampleRun.StartAsync();
        await using var other = await SampleRun.StartAsync();
        var (whole, _) = await other.RunAsync(SampleRun.Poll(other.Questions(25)));

        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(25)), stopAfter: 7);
        Assert.Equal((RunState.Stopped, 7), (outcome.State, outcome.Progress.Items));
        outcome = await sample.ResumeAsync(folder);

        Assert.Equal((RunState.Finished, 75L), (outcome.State, outcome.Progress.Calls));
        Assert.Equal(75, sample.Calls);
        Assert.Equal(SampleRun.Said(whole), SampleRun.Said(folder));
    }

    [Fact]
    public async Task A_stop_finishes_what_was_begun_and_begins_nothing_more()
    {
        using var stop = new CancellationTokenSource();
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            await stop.CancelAsync();
            await SampleRun.PicksAsync(c);
        });
        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(1000)), stop: stop.Token);

        Assert.Equal(RunState.Stopped, outcome.State);
        Assert.InRange(outcome.Progress.Items, 0, 999);
        Assert.InRange(sample.Calls, outcome.Progress.Items * 3, 2999);
        Assert.Equal(outcome.Progress.Items, folder.Results().Count());
        var before = sample.Calls;
        await sample.ResumeAsync(folder);
        Assert.Equal(3_000, sample.Calls);
        Assert.True(before < 3_000);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(6, 2)]
    [InlineData(8, 2)]
    public async Task A_limit_of_calls_is_kept_exactly_and_a_higher_one_goes_on(int calls, int items)
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(5)) with { Limits = new RunLimits(Calls: calls) });
        Assert.Equal((RunState.AtLimit, items, items * 3), (outcome.State, outcome.Progress.Items, sample.Calls));

        outcome = await sample.ResumeAsync(folder, new RunLimits(Calls: 15));

        Assert.Equal((RunState.Finished, 15), (outcome.State, sample.Calls));
    }

    [Fact]
    public async Task A_limit_of_money_is_never_passed_and_needs_prices()
    {
        await using var sample = await SampleRun.StartAsync();
        var request = SampleRun.Poll(sample.Questions(200)) with { Seats = [new("lab/one"), new("lab/two")] };

        // An answer may take 16,000 tokens at $2 a million before it is known that it takes far fewer: the last of the money is not spent.
        var (_, outcome) = await sample.RunAsync(request with { Limits = new RunLimits(MicroDollars: 50_000) });

        Assert.InRange(outcome.Progress.MicroDollars, 1, 50_000);
        Assert.True(outcome.Progress.Items > 1);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(
            () => sample.RunAsync(SampleRun.Poll(sample.Questions(2)) with { Limits = new RunLimits(MicroDollars: 1_000_000) }));
        Assert.Equal(ErrorKind.Budget, refused.Kind);
        Assert.Contains("lab/three", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cheap_seats_are_asked_first_and_others_only_where_doubt_is_left()
    {
        await using var sample = await SampleRun.StartAsync();
        var wrong = sample.Server.For("two", ProviderAnswers.Says("""{"reasoning":"R.","choice":"A","confidence":0.5}"""));
        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(40)) with { StopAt = 0.9 });

        var results = folder.Results().ToList();
        Assert.Contains(results, r => r.Seats.Count == 2);
        Assert.All(results, r => Assert.Contains(r.Seats, s => s.Seat == 2));
        Assert.All(results.Where(r => r.Seats.Count == 2), r => Assert.Equal(r.Seats[0].Answer, r.Seats[1].Answer));
        Assert.All(results.Where(r => r.Seats.Count == 3), r => Assert.NotEqual(r.Seats[0].Answer, r.Seats[1].Answer));
        var report = JsonNode.Parse(await File.ReadAllTextAsync(folder.FilePath(RunFolder.ReportName), TestContext.Current.CancellationToken))!;
        Assert.Equal(results.Count(r => r.Seats.Count == 2), (int)report["endedEarly"]!);
        Assert.Equal(outcome.Progress.Calls, sample.Calls);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_asked_for_once_more()
    {
        await using var sample = await SampleRun.StartAsync(ProviderAnswers.Says("Hm, well."), c => SampleRun.PicksAsync(c));
        var (folder, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(1)) with { Seats = [new("lab/one")] });

        var seat = Assert.Single(folder.Results().Single().Seats);
        Assert.Equal((new SeatAnswer.Vote(0), 2, 2), (seat.Answer, seat.Calls, sample.Calls));
    }

    [Fact]
    public async Task A_model_that_changes_during_the_run_is_told_in_the_report()
    {
        var calls = 0;
        await using var sample = await SampleRun.StartAsync(c => SampleRun.PicksAsync(c, Interlocked.Increment(ref calls) > 5 ? "served-2" : "served-1"));
        var (folder, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(5)) with { Seats = [new("lab/one")] }, stopAfter: 3);
        calls = 10;
        await sample.ResumeAsync(folder);

        Assert.Contains(RunText.Of(folder), l => l.Contains("changed during the run", StringComparison.Ordinal) && l.Contains("served-2 from item q3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_that_changed_are_not_gone_on_with()
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(5)), stopAfter: 2);
        sample.Questions(6);

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => sample.ResumeAsync(folder));

        Assert.Contains("has changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_newer_program_are_refused_and_damaged_ends_are_cut_back()
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(5)), stopAfter: 3);
        await File.AppendAllTextAsync(folder.FilePath(RunFolder.ResultsName), "{\"id\":\"q3\",\"dig", TestContext.Current.CancellationToken);
        var outcome = await sample.ResumeAsync(folder);
        Assert.Equal((RunState.Finished, 15), (outcome.State, sample.Calls));
        Assert.Equal(5, folder.Results().Count());

        var path = folder.FilePath(RunFolder.HeaderName);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Throws<NewerFormatException>(() => RunFolder.Open(folder.Path));
    }

    [Theory]
    [InlineData("""{"id":"a","question":"Q"}""", "has no 'options'")]
    [InlineData("{\"id\":\"a\",\"question\":\"Q\",\"options\":[\"x\",\"y\"]}\n{\"question\":\"Q\",\"options\":[\"x\",\"y\"]}", "row 2: it has no 'id'")]
    [InlineData("{\"id\":\"a\",\"question\":\"Q\",\"options\":[\"x\",\"y\"]}\n{\"id\":\"a\",\"question\":\"Q\",\"options\":[\"x\",\"y\"]}", "items 1 and 2")]
    [InlineData("{\"id\":\"a\",\"text\":\"Q\",\"options\":[\"x\",\"y\"]}", "Unknown column 'question'")]
    [InlineData("{\"id\":\"a\",\"question\":\"Q\",\"options\":[\"x\",\"X\"]}", "2 to 26 different")]
    [InlineData("{\"id\":\"a\",\"question\":\"Q\",\"options\":\"x|y\"}\nnot json", "row 2: it is not JSON")]
    public async Task Items_that_cannot_be_asked_about_are_refused_before_anything_is_asked(string items, string why)
    {
        await using var sample = await SampleRun.StartAsync();

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => sample.RunAsync(SampleRun.Poll(sample.Write("bad.jsonl", items))));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, sample.Calls);
    }

    [Fact]
    public async Task Scores_are_whole_numbers_on_the_scale_and_become_classes()
    {
        await using var sample = await SampleRun.StartAsync(
            ProviderAnswers.Says("""{"reasoning":"R.","choice":"answer","position":"9","confidence":0.5}"""),
            ProviderAnswers.Says("""{"reasoning":"R.","choice":"answer","position":" 4.0 ","confidence":0.5}"""));
        var items = sample.Write("rows.csv", "id,text\n1,\"Good, mostly\"\n");

        var (folder, _) = await sample.RunAsync(new RunRequest
        {
            Kind = RunKind.Label,
            Items = items,
            Template = "How good is this?",
            Quoted = ["text"],
            Question = new RunQuestion.Score(1, 5),
            Seats = [new("lab/one")],
        });

        Assert.Equal(new SeatAnswer.Number(4), folder.Results().Single().Seats.Single().Answer);
        Assert.Equal(3, folder.Votes()[0, 0]);
        Assert.Contains("Good, mostly", SampleRun.UserText(sample.Server.Requests[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_are_compared_and_exported()
    {
        await using var sample = await SampleRun.StartAsync();
        var (a, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(4)));
        sample.Server.For("one", ProviderAnswers.Says("""{"reasoning":"R.","choice":"abstain"}"""));
        sample.Server.For("two", ProviderAnswers.Says("""{"reasoning":"R.","choice":"abstain"}"""));
        var (b, _) = await sample.RunAsync(SampleRun.Poll(sample.Questions(5)) with { Reuse = Reuse.None });

        var diff = RunDiff.Of((a.Plan, SampleRun.Shown(a)), (b.Plan, SampleRun.Shown(b)));
        Assert.Equal((4, 4, 0, 1), (diff.Both, diff.Changes.Count, diff.OnlyA, diff.OnlyB));
        Assert.Equal(("alpha", "(no-verdict)"), (diff.Changes[0].A, diff.Changes[0].B));
        Assert.Equal((2, 0), diff.Shares["alpha"]);

        var path = Path.Combine(sample.Data, "out.csv");
        Assert.Equal((5, 0), RunExport.Write(b.Plan, SampleRun.Shown(b), path, RunExportFormat.Csv, TestContext.Current.CancellationToken));
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.StartsWith("id,digest,outcome,verdict,seat1_answer", lines[0], StringComparison.Ordinal);
        Assert.Contains("cannot-tell", lines[1], StringComparison.Ordinal);
        RunExport.Write(b.Plan, SampleRun.Shown(b), Path.ChangeExtension(path, "parquet"), RunExportFormat.Parquet, TestContext.Current.CancellationToken);
        var rows = Roundtable.Corpus.Records.RecordFile.Read(Path.ChangeExtension(path, "parquet")).ToList();
        Assert.Equal((5, "q0"), (rows.Count, rows[0].Fields[0].Value));
    }
}
