using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Tests.Models;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs;

public sealed class RunReuseTests
{
    [Fact]
    public async Task What_was_answered_is_not_asked_again_in_another_run()
    {
        await using var sample = await SampleRun.StartAsync();
        var questions = sample.Questions(4);
        var (first, _) = await sample.RunAsync(SampleRun.Poll(questions));
        Assert.Equal(12, sample.Calls);

        var (second, outcome) = await sample.RunAsync(SampleRun.Poll(questions));

        Assert.Equal(12, sample.Calls);
        Assert.Equal((0, 12), (outcome.Progress.Calls, outcome.Progress.Reused));
        Assert.All(second.Results().SelectMany(r => r.Seats), s => Assert.True(s.Reused));
        Assert.Equal(SampleRun.Said(first), SampleRun.Said(second));
    }

    [Fact]
    public async Task Fresh_asks_again_and_a_panel_in_another_order_does_not()
    {
        await using var sample = await SampleRun.StartAsync();
        var request = SampleRun.Poll(sample.Questions(2));
        await sample.RunAsync(request);
        await sample.RunAsync(request with { Seats = [.. request.Seats!.Reverse()] });
        Assert.Equal(6, sample.Calls);

        await sample.RunAsync(request with { Reuse = Reuse.None });

        Assert.Equal(12, sample.Calls);
    }

    [Fact]
    public async Task An_alias_that_serves_another_model_is_asked_again_unless_any_will_do()
    {
        var served = "served-1";
        await using var sample = await SampleRun.StartAsync(c => SampleRun.PicksAsync(c, served));
        var request = SampleRun.Poll(sample.Questions(2));
        await sample.RunAsync(request);
        served = "served-2";
        await sample.RunAsync(SampleRun.Poll(sample.Questions(1, "other.jsonl", from: 10)));
        var before = sample.Calls;

        await sample.RunAsync(request with { Reuse = Reuse.Any });
        Assert.Equal(before, sample.Calls);
        await sample.RunAsync(request);

        Assert.Equal(before + 6, sample.Calls);
    }

    [Fact]
    public async Task An_erased_answer_is_asked_for_again()
    {
        // Each answer has words of its own: answers of the same words share a content, and one that is asked again would put it back for the others.
        var said = 0;
        await using var sample = await SampleRun.StartAsync(c => ProviderAnswers.Says(
            $$"""{"reasoning":"Reason {{Interlocked.Increment(ref said)}}.","choice":"{{SampleRun.Picked(c)}}","acceptable":[],"objection":null}""", "served-1")(c));
        var request = SampleRun.Poll(sample.Questions(2));
        var (folder, _) = await sample.RunAsync(request);
        var leaf = folder.Results().First().Seats[1].Leaf!.Value;
        await using (var log = await sample.OpenLogAsync())
        {
            var logged = await log.ReadAsync(leaf, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
            Digest[] gone = [logged.Leaf.Output!.Value, logged.Leaf.Raw!.Value];
            var document = CanonicalJson.Write(new JsonArray([.. gone.Select(d => (JsonNode)d.ToString())]));
            await log.AppendAsync(
                new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(document) },
                [document], TestContext.Current.CancellationToken);
            await log.EraseAsync(gone, TestContext.Current.CancellationToken);
        }

        var (again, outcome) = await sample.RunAsync(request);

        Assert.Equal(1, outcome.Progress.Calls);
        Assert.Equal(7, sample.Calls);
        Assert.False(again.Results().First().Seats[1].Reused);
    }

    [Fact]
    public async Task Absences_cuts_and_refusals_of_the_provider_are_asked_again_and_refusals_in_words_are_not()
    {
        var broken = true;
        await using var sample = await SampleRun.StartAsync(c => SampleRun.PicksAsync(c));
        sample.Server.For("one", c => broken ? ProviderAnswers.Fails(400)(c) : SampleRun.PicksAsync(c));
        sample.Server.For("two", c => broken ? ProviderAnswers.Says("{\"reas", finish: "length")(c) : SampleRun.PicksAsync(c));
        sample.Server.For("three", c => broken ? ProviderAnswers.Says("", finish: "content_filter")(c) : SampleRun.PicksAsync(c));
        var request = SampleRun.Poll(sample.Questions(1));
        var (first, _) = await sample.RunAsync(request);
        Assert.Equal(["absent", "cut", "refusal"], first.Results().Single().Seats.Select(s => s.Answer.Kind));
        broken = false;

        var (second, outcome) = await sample.RunAsync(request);

        Assert.Equal(["vote", "vote", "vote"], second.Results().Single().Seats.Select(s => s.Answer.Kind));
        Assert.Equal((3, 0), (outcome.Progress.Calls, outcome.Progress.Reused));
    }

    [Fact]
    public async Task A_finished_run_asks_again_where_answers_are_missing_and_nowhere_else()
    {
        var broken = true;
        await using var sample = await SampleRun.StartAsync(c => SampleRun.PicksAsync(c));
        sample.Server.For("two", c => broken ? ProviderAnswers.Fails(400)(c) : SampleRun.PicksAsync(c));
        var (folder, outcome) = await sample.RunAsync(SampleRun.Poll(sample.Questions(3)));
        Assert.Equal(3, outcome.Progress.Missing);
        broken = false;
        var before = sample.Calls;

        RunExecution.Restart(folder);
        outcome = await sample.ResumeAsync(folder);

        Assert.Equal((RunState.Finished, 0), (outcome.State, outcome.Progress.Missing));
        Assert.Equal(before + 3, sample.Calls);
    }

    [Fact]
    public async Task What_may_not_be_read_is_asked_again()
    {
        await using var sample = await SampleRun.StartAsync();
        var request = SampleRun.Poll(sample.Questions(2));
        var (first, _) = await sample.RunAsync(request);

        await sample.RunAsync(request, mayRead: run => run != first.Plan.Id);

        Assert.Equal(12, sample.Calls);
    }

    [Fact]
    public async Task Items_of_the_same_text_are_one_call_to_each_seat_and_a_model_that_sits_twice_is_asked_twice()
    {
        await using var sample = await SampleRun.StartAsync();
        var line = """{"question":"Pick alpha.","options":["alpha","beta"]}""" + "\n";
        var request = SampleRun.Poll(sample.Write("same.jsonl", line + line + line)) with { Seats = [new("lab/one"), new("lab/one")] };

        var (folder, outcome) = await sample.RunAsync(request);

        Assert.Equal((2, 2L, 4L), (sample.Calls, outcome.Progress.Calls, outcome.Progress.Reused));
        Assert.Equal(["1", "2", "3"], folder.Results().Select(r => r.Id));
    }

    [Fact]
    public async Task An_index_that_was_removed_is_made_again_from_the_log()
    {
        await using var sample = await SampleRun.StartAsync();
        var request = SampleRun.Poll(sample.Questions(3));
        await sample.RunAsync(request);
        AnswerIndex.Remove(sample.Data);

        var (_, outcome) = await sample.RunAsync(request);

        Assert.Equal((9, 9L), (sample.Calls, outcome.Progress.Reused));
    }
}
