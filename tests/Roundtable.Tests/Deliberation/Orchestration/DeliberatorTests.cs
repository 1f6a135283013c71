using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

public sealed class DeliberatorTests : IDisposable
{
    private static readonly SessionSettings _poll = new(false, 1, 1, 1, false, 2, null, 60, 600);

    private readonly ScriptedTable _table = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task An_answer_that_does_not_parse_is_repaired_once()
    {
        var client = new ScriptedChatClient(call => call.EndsWith("a0", StringComparison.Ordinal) ? "Yes!" : Vote("Yes"));
        var session = await _table.RunAsync(_poll with { Quorum = 1 }, [client]);
        var ballot = Assert.Single(session.Rounds[0].Ballots);
        Assert.Equal(0, Assert.IsType<Choice.Vote>(ballot.Choice).Option);
        Assert.Equal("Yes!", ballot.RepairedFrom);
        Assert.Equal(["r1.s1.k1.a0", "r1.s1.k1.a1"], client.Asked.Select(a => a.Call));
        Assert.Contains("no JSON object", client.Asked[1].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_repaired_is_kept_raw_and_counted_beside()
    {
        var session = await _table.RunAsync(_poll, [new(_ => "Maybe <b>so</b>"), new(_ => Vote("Yes")), new(_ => Vote("Yes"))]);
        Assert.Equal("Maybe <b>so</b>", session.Rounds[0].Ballots[0].Text);
        Assert.IsType<Choice.Unparsed>(session.Rounds[0].Ballots[0].Choice);
        Assert.Equal(1, session.Verdict.Final.Unparsed);
        Assert.Equal(TallyLabel.Unanimous, session.Verdict.Final.Label);
    }

    [Fact]
    public async Task An_answer_whose_repair_never_comes_is_kept_raw()
    {
        var breaking = new ScriptedChatClient((call, _, _) => call.EndsWith("a0", StringComparison.Ordinal)
            ? Task.FromResult(ScriptedChatClient.Said("Maybe."))
            : throw new InvalidOperationException("Down."));
        var session = await _table.RunAsync(_poll, [breaking, new(_ => Vote("Yes")), new(_ => Vote("Yes"))]);
        Assert.Equal("Maybe.", session.Rounds[0].Ballots[0].Text);
        Assert.IsType<Choice.Unparsed>(session.Rounds[0].Ballots[0].Choice);
        Assert.Empty(session.Rounds[0].Absences);
    }

    [Fact]
    public async Task A_seat_argues_with_a_sample_that_says_what_it_chose()
    {
        // Its first sample is in the minority of its three.
        var wavering = new ScriptedChatClient(call => call.Contains(".k1.", StringComparison.Ordinal) ? Vote("No", "MINORITY") : Vote("Yes", "CHOSEN"));
        var other = new ScriptedChatClient(_ => Vote("No"));
        await _table.RunAsync(_poll with { Debate = true, Rounds = 2, Samples = 3 }, [wavering, other]);
        var prompt = other.Asked.First(a => a.Call == "r2.s2.k1.a0").Messages[^1].Text;
        Assert.Contains("CHOSEN", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("MINORITY", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_that_errs_is_absent_with_its_reason_and_the_panel_goes_on()
    {
        var failing = new ScriptedChatClient((_, _, _) => throw new InvalidOperationException("The server answered 503 four times."));
        var session = await _table.RunAsync(_poll, [new(_ => Vote("Yes")), failing, new(_ => Vote("No"))]);
        Assert.Equal(new Absence(2, "The server answered 503 four times."), Assert.Single(session.Rounds[0].Absences));
        Assert.Equal(TallyLabel.Tie, session.Verdict.Final.Label);
        Assert.Equal(3, session.Verdict.Final.Invited);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_seat_that_was_absent_for_a_fault_that_passes_is_asked_again_in_the_next_round(bool passes, int asked)
    {
        var failing = new ScriptedChatClient((call, _, _) => call.StartsWith("r1.", StringComparison.Ordinal)
            ? throw new CallFailedException("Overloaded (529).", passes)
            : Task.FromResult(ScriptedChatClient.Said(Vote("No"))));
        var session = await _table.RunAsync(
            _poll with { Debate = true, Rounds = 2 }, [new(_ => Vote("Yes")), failing, new(_ => Vote("No"))]);
        Assert.Equal(asked, failing.Asked.Count);
        Assert.Equal(passes ? (bool?)true : null, Assert.Single(session.Rounds[0].Absences).Passes);
        Assert.Equal(passes ? 0 : 1, session.Rounds[1].Absences.Count);
        Assert.Equal(SessionJson.Write(session), SessionJson.Write(SessionJson.Read(SessionJson.Write(session))));
    }

    [Fact]
    public async Task A_quorum_that_faults_took_which_pass_may_come_back()
    {
        ScriptedChatClient Late() => new((call, _, _) => call.StartsWith("r1.", StringComparison.Ordinal)
            ? throw new CallFailedException("Overloaded (529).", passes: true)
            : Task.FromResult(ScriptedChatClient.Said(Vote("Yes"))));
        var session = await _table.RunAsync(_poll with { Debate = true, Rounds = 2 }, [Late(), Late(), Late()]);
        Assert.Equal(TallyLabel.Unanimous, session.Verdict.Final.Label);
        Assert.Equal(3, session.Verdict.Final.Cast);
    }

    [Fact]
    public async Task A_seat_that_stalls_is_absent_after_its_time_limit()
    {
        var stalled = new ScriptedChatClient(async (_, _, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        });
        // The others have more time: a busy machine is slow, not wrong.
        var session = await _table.RunAsync(
            _poll with { SeatSeconds = 1 }, [new ScriptedChatClient(_ => Vote("Yes")), stalled, new ScriptedChatClient(_ => Vote("Yes"))],
            seat: s => s.Number == 2 ? s : s with { Settings = new SeatSettings { Seconds = 600 } });
        Assert.Equal("It gave no answer within 1 second.", Assert.Single(session.Rounds[0].Absences).Reason);
    }

    [Fact]
    public async Task Fewer_votes_than_the_quorum_give_no_verdict()
    {
        var failing = new ScriptedChatClient((_, _, _) => throw new InvalidOperationException("Down."));
        var session = await _table.RunAsync(_poll with { Debate = true, Rounds = 3 }, [new(_ => Vote("Yes")), failing, failing]);
        Assert.Equal(TallyLabel.NoVerdict, session.Verdict.Final.Label);
        Assert.Equal(StopReason.QuorumLost, session.Stop);
        Assert.Single(session.Rounds);
    }

    [Fact]
    public async Task A_debate_stops_when_unanimous_and_when_nothing_changes()
    {
        var debate = _poll with { Debate = true, Rounds = 5 };
        var unanimous = await _table.RunAsync(debate, [new(_ => Vote("Yes")), new(_ => Vote("Yes"))]);
        Assert.Equal((1, StopReason.Unanimous), (unanimous.Rounds.Count, unanimous.Stop));

        var stuck = await _table.RunAsync(debate, [new(_ => Vote("Yes")), new(_ => Vote("No"))]);
        Assert.Equal((2, StopReason.NothingChanged), (stuck.Rounds.Count, stuck.Stop));
    }

    [Fact]
    public async Task Later_rounds_show_ones_own_reasons_beside_the_others_arguments_without_names()
    {
        var one = new ScriptedChatClient(_ => Vote("Yes", "MINE"));
        var two = new ScriptedChatClient(_ => Vote("No", "THEIRS"));
        await _table.RunAsync(_poll with { Debate = true, Rounds = 2 }, [one, two]);
        var prompt = one.Asked.Single(a => a.Call == "r2.s1.k1.a0").Messages[^1].Text;
        Assert.Contains("THEIRS", prompt, StringComparison.Ordinal);
        var fence = prompt.Split('\n').First(l => l.StartsWith("=====", StringComparison.Ordinal));
        Assert.Contains($"you answered \"Yes\". Your own answer and reasons then:\n{fence}\nMINE\n{fence}", prompt, StringComparison.Ordinal);
        Assert.Contains($"from a member who answered \"No\":\n{fence}\nTHEIRS\n{fence}", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("Seat 2", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("test/m2", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("THEIRS", one.Asked.Single(a => a.Call == "r1.s1.k1.a0").Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_are_asked_over_different_orders_and_mapped_back()
    {
        // Always the option that is shown first: within-seat disagreement that only samples can show.
        var positional = new ScriptedChatClient(_ => """{"choice":"A","reasoning":"First.","confidence":0.5}""");
        var session = await _table.RunAsync(_poll with { Samples = 4, Quorum = 1 }, [positional]);
        Assert.Equal(4, session.Rounds[0].Ballots.Count);
        Assert.All(session.Rounds[0].Ballots, b => Assert.Equal(b.Shown[0], ((Choice.Vote)b.Choice).Option));
        Assert.Equal(1.0, Assert.Single(session.Verdict.Consistency).OrderFlipRate);
        Assert.Equal(TallyLabel.NoVerdict, session.Verdict.Final.Label);
        Assert.Equal(1, session.Verdict.Final.Abstentions);
    }

    [Fact]
    public async Task Two_options_are_shown_in_both_orders_equally_often()
    {
        var seats = Enumerable.Range(0, 3).Select(_ => new ScriptedChatClient(_ => Vote("Yes"))).ToArray();
        var session = await _table.RunAsync(_poll with { Samples = 4 }, seats);
        Assert.All(session.Rounds[0].Ballots.GroupBy(b => b.Seat), seat => Assert.Equal((2, 2), (seat.Count(b => b.Shown[0] == 0), seat.Count(b => b.Shown[0] == 1))));
    }

    [Fact]
    public async Task Thinking_is_kept_apart_and_a_cut_answer_is_no_vote()
    {
        var thinking = new ScriptedChatClient((_, _, _) =>
        {
            var said = ScriptedChatClient.Said(Vote("Yes"));
            said.Messages[0].Contents.Insert(0, new TextReasoningContent("Perhaps {\"choice\":\"No\"}?"));
            return Task.FromResult(said);
        });
        var cut = new ScriptedChatClient((_, _, _) =>
        {
            var said = ScriptedChatClient.Said(Vote("No"));
            said.FinishReason = ChatFinishReason.Length;
            return Task.FromResult(said);
        });
        var session = await _table.RunAsync(_poll with { Quorum = 1 }, [thinking, cut]);
        var ballots = session.Rounds[0].Ballots;
        Assert.Equal("Perhaps {\"choice\":\"No\"}?", ballots[0].Thinking);
        Assert.Equal(Vote("Yes"), ballots[0].Text);
        Assert.Single(ballots);
        Assert.StartsWith("Its answer was cut at ", Assert.Single(session.Rounds[0].Absences).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), (session.Verdict.Final.Votes[0], session.Verdict.Final.Absent));
        Assert.Equal(SessionJson.Write(session), SessionJson.Write(SessionJson.Read(SessionJson.Write(session))));
    }

    [Fact]
    public async Task Three_seats_that_say_2_of_four_numbers_are_unanimous()
    {
        var session = await _table.RunAsync(_poll, [.. Enumerable.Range(0, 3).Select(_ => new ScriptedChatClient(_ => Vote("2")))], options: ["1", "2", "3", "4"]);
        Assert.Equal([0, 3, 0, 0], session.Verdict.Final.Votes);
    }

    [Fact]
    public async Task Seats_that_the_budget_does_not_cover_are_not_asked()
    {
        var dear = new ScriptedChatClient(_ => Vote("Yes"));
        var price = new Price(1_000m, 1_000m);
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = 1 }, [dear, new(_ => Vote("Yes"))], price);
        Assert.Empty(dear.Asked);
        Assert.All(session.Rounds[0].Absences, a => Assert.Contains("budget", a.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_question_on_which_no_answer_can_be_read_ends_without_a_word_of_a_moderator()
    {
        var moderator = new ScriptedChatClient(_ => "No JSON.");
        var session = await _table.RunAsync(_poll, [new(_ => "Tea."), new(_ => "It is warm.")], moderator: ScriptedTable.Moderator(moderator), open: true);
        Assert.Empty(session.Verdict.Options);
        Assert.Equal(2, session.Verdict.Final.Unparsed);
        Assert.DoesNotContain(moderator.Asked, a => a.Call.StartsWith("minutes", StringComparison.Ordinal));
        Assert.Empty(session.Minutes.Arguments);
    }

    [Fact]
    public async Task An_open_question_counts_the_moderators_clusters()
    {
        var moderator = new ScriptedChatClient(_ => """{"clusters":[{"name":"Wait","members":[3]},{"name":"Ship","members":[1,2]}]}""");
        var session = await _table.RunAsync(_poll, [new(_ => Position("Ship it.")), new(_ => Position("Release now.")), new(_ => Position("Wait."))], moderator: ScriptedTable.Moderator(moderator), open: true);
        Assert.Equal(["Ship", "Wait"], session.Verdict.Options);
        Assert.Equal([2, 1], session.Verdict.Final.Votes);
        Assert.Equal("moderator", session.Clusterings[0].By);
    }

    [Fact]
    public async Task A_grouping_that_loses_a_seat_is_asked_for_again_then_made_by_text()
    {
        var moderator = new ScriptedChatClient(_ => """{"clusters":[{"name":"Ship","members":[1]}]}""");
        var session = await _table.RunAsync(_poll, [new(_ => Position("Ship it.")), new(_ => Position("ship it")), new(_ => Position("Wait."))], moderator: ScriptedTable.Moderator(moderator), open: true);
        Assert.Equal(["r1.group.a0", "r1.group.a1"], moderator.Asked.Select(a => a.Call).Where(c => c.Contains("group", StringComparison.Ordinal)));
        Assert.Contains("in no cluster: 2, 3", moderator.Asked[1].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal("text", session.Clusterings[0].By);
        Assert.Equal([2, 1], session.Verdict.Final.Votes);
    }

    [Fact]
    public async Task A_failed_call_is_on_the_record_too()
    {
        var failing = new ScriptedChatClient((_, _, _) => throw new InvalidOperationException("Down."));
        await _table.RunAsync(_poll, [new(_ => Vote("Yes")), failing]);
        await using var log = await _table.OpenLogAsync();
        var leaf = (await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).Single(l => l.Leaf.Kind == LeafKind.CallFailed).Leaf;
        Assert.Equal("r1.s2.k1.a0", leaf.Call);
        Assert.Equal("Down."u8.ToArray(), await log.ContentAsync(leaf.Reason!.Value, Cancellation));
    }

    /// <summary>An answer for an option by its words, as the order shown differs by seat.</summary>
    private static string Vote(string option, string reasoning = "Because.") =>
        $$"""{"choice":"{{option}}","reasoning":"{{reasoning}}","confidence":0.8}""";

    private static string Position(string position) =>
        $$"""{"choice":"answer","position":"{{position}}","reasoning":"Because.","confidence":0.8}""";
}
