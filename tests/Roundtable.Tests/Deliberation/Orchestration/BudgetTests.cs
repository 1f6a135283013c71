using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>A session never costs more than its budget, whatever its models use of the limits that they are given.</summary>
public sealed class BudgetTests : IDisposable
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because.","confidence":0.8}""";

    private static readonly SessionSettings _poll = new(false, 1, 1, 1, false, 1, null, 60, 600);
    private static readonly Price _price = new(1m, 1m);

    private readonly ScriptedTable _table = new();

    public void Dispose() => _table.Dispose();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 1)]
    public async Task Seats_are_asked_while_the_least_that_they_need_meets_the_budget_exactly(int more, int asked)
    {
        ScriptedChatClient[] seats = [Voter("Yes"), Voter("No")];
        await _table.RunAsync(_poll, seats, _price);
        var least = seats.Sum(s => Reservation(s.Asked[0].Messages, AnswerLimit.Min));

        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = least + more }, [Voter("Yes"), Voter("No")], _price);
        Assert.Equal(asked, session.Rounds[0].Ballots.Count);
        Assert.All(session.Rounds[0].Absences, a => Assert.Equal("What was left of the budget did not cover its answer.", a.Reason));
    }

    [Fact]
    public async Task After_the_first_seat_that_is_not_covered_none_is_asked()
    {
        var cheap = new MeteredClient(_ => (Vote, 10));
        var session = await _table.RunAsync(
            _poll with { BudgetMicroDollars = 5_000 },
            [cheap, new MeteredClient(_ => (Vote, 10)), cheap],
            _price,
            seat: s => s.Number == 2 ? s with { Model = s.Model with { Price = new Price(1_000m, 1_000m) } } : s);
        Assert.Equal([2, 3], session.Rounds[0].Absences.Select(a => a.Seat));
    }

    [Fact]
    public async Task What_is_left_is_shared_among_the_calls_that_are_due_to_the_last_token()
    {
        MeteredClient[] seats = [new(_ => (Vote, 10)), new(_ => (Vote, 10)), new(_ => (Vote, 10))];
        await _table.RunAsync(_poll with { BudgetMicroDollars = 20_000 }, seats, _price);
        var limit = Assert.Single(seats.Select(s => Assert.Single(s.Calls).Limit!.Value).Distinct());
        var prompt = ScriptedTable.Tokens(null!, (await PromptsAsync())[0]);
        Assert.InRange(3 * new DueCall(new ModelCard("m", Price: _price), prompt, 16_000, true).Reservation(limit), 0, 20_000);
        Assert.True(3 * new DueCall(new ModelCard("m", Price: _price), prompt, 16_000, true).Reservation(limit + 1) > 20_000);
    }

    [Fact]
    public async Task Seats_that_think_for_long_are_cut_where_the_budget_ends_and_say_where()
    {
        // Three of them, 8,000 tokens each at ten dollars a million: 0.24 dollars if nobody stops them.
        MeteredClient[] seats = [new(_ => (Vote, 8_000)), new(_ => (Vote, 8_000)), new(_ => (Vote, 8_000))];
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = 50_000 }, seats, new Price(1m, 10m));
        Assert.InRange(session.Spend.MicroDollars, 1, 50_000);
        var limit = seats[0].Calls[^1].Limit;
        Assert.Equal($"Its answer was cut at {limit} tokens, what the budget left for it.", session.Rounds[0].Absences[0].Reason);
    }

    [Fact]
    public async Task An_answer_that_the_share_cut_is_asked_for_once_more_with_what_the_others_left()
    {
        MeteredClient[] seats = [new(_ => (Vote, 3_000)), new(_ => (Vote, 10)), new(_ => (Vote, 10))];
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = 100_000 }, seats, new Price(1m, 10m));
        Assert.Empty(session.Rounds[0].Absences);
        Assert.Equal(["r1.s1.k1.a0", "r1.s1.k1.a1"], seats[0].Calls.Select(c => c.Call));
        Assert.True(seats[0].Calls[0].Limit < 3_000 && seats[0].Calls[1].Limit >= 3_000);
        Assert.InRange(session.Spend.MicroDollars, 1, 100_000);
    }

    [Fact]
    public async Task Without_a_budget_an_answer_that_the_usual_limit_cut_is_asked_for_once_more()
    {
        var seat = new MeteredClient(_ => (Vote, 20_000));
        var session = await _table.RunAsync(_poll, [seat], _price);
        Assert.Single(session.Rounds[0].Ballots);
        Assert.Equal([AnswerLimit.Usual, AnswerLimit.Raised], seat.Calls.Select(c => c.Limit!.Value));
    }

    [Fact]
    public async Task A_limit_of_the_seat_is_kept_and_named()
    {
        var seat = new MeteredClient(_ => (Vote, 900));
        var session = await _table.RunAsync(_poll, [seat], _price, seat: s => s with { MaxOutputTokens = 500 });
        Assert.Equal("Its answer was cut at 500 tokens, the limit of the seat.", Assert.Single(session.Rounds[0].Absences).Reason);
        Assert.Single(seat.Calls);
    }

    [Fact]
    public async Task A_model_s_own_maximum_bounds_the_limit()
    {
        var seat = new MeteredClient(_ => (Vote, 10));
        await _table.RunAsync(_poll, [seat], _price, seat: s => s with { Model = s.Model with { MaxOutputTokens = 4_096 } });
        Assert.Equal(4_096, Assert.Single(seat.Calls).Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_session_costs_more_than_its_budget(int seed)
    {
        var random = new Random(seed);
        var price = new Price(random.Next(0, 20), random.Next(1, 60)) { ReasoningPerMillion = random.Next(3) == 0 ? random.Next(1, 90) : null };
        var budget = random.NextInt64(1_000, 400_000);
        var settings = _poll with { Debate = random.Next(2) == 0, Rounds = random.Next(1, 4), Samples = random.Next(1, 4), BudgetMicroDollars = budget };
        MeteredClient Seat() => new(call => (
            call.EndsWith("a0", StringComparison.Ordinal) && Chance(seed, call, 3) ? "Let me think." : call.Length % 2 == 0 ? Vote.Replace("Yes", "No", StringComparison.Ordinal) : Vote,
            Chance(seed, call, 4) ? 30_000 : 1 + (Drawn(seed, call) % 2_000)));
        var session = await _table.RunAsync(
            settings, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Seat())], price, ScriptedTable.Moderator(Seat(), price));
        Assert.InRange(session.Spend.MicroDollars, 0, budget);
        Assert.Equal(session.Spend.MicroDollars, session.SeatSpends!.Sum(s => s.MicroDollars));
        Assert.Equal(session.Spend.Calls, session.SeatSpends!.Sum(s => s.Calls));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [InlineData(0, 2, StopReason.NothingChanged)]
    [InlineData(-1, 1, StopReason.BudgetSpent)]
    public async Task A_debate_goes_on_while_the_least_that_the_next_round_needs_fits_what_is_left(int more, int rounds, StopReason stop)
    {
        var debate = _poll with { Debate = true, Rounds = 5 };
        ScriptedChatClient[] seats = [Voter("Yes"), Voter("No")];
        var unlimited = await _table.RunAsync(debate, seats, _price);
        var next = seats.Sum(s => Reservation(s.Asked.Single(a => a.Call.StartsWith("r2.", StringComparison.Ordinal)).Messages, AnswerLimit.Min));
        var spent = unlimited.Spend.MicroDollars / unlimited.Rounds.Count;

        var session = await _table.RunAsync(debate with { BudgetMicroDollars = spent + next + more }, [Voter("Yes"), Voter("No")], _price);
        Assert.Equal((rounds, stop), (session.Rounds.Count, session.Stop));
        Assert.Empty(session.Rounds[^1].Absences);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task The_moderator_is_asked_where_the_least_that_it_needs_meets_the_budget_exactly(int more, int asked)
    {
        var first = Minutes();
        await _table.RunAsync(_poll, [Voter("Yes")], new Price(0, 0), ScriptedTable.Moderator(first, _price));

        var second = Minutes();
        var budget = _price.Dearest(ScriptedTable.Tokens(null!, first.Asked[0].Messages), AnswerLimit.Min) + more;
        await _table.RunAsync(_poll with { BudgetMicroDollars = budget }, [Voter("Yes")], new Price(0, 0), ScriptedTable.Moderator(second, _price));
        Assert.Equal(asked, second.Asked.Count);
    }

    [Fact]
    public async Task A_part_of_the_budget_is_kept_for_the_minutes()
    {
        var minutes = Minutes();
        var budget = _poll with { BudgetMicroDollars = 60_000 };
        MeteredClient[] seats = [new(_ => (Vote, 100_000)), new(_ => (Vote, 10))];
        var session = await _table.RunAsync(budget, seats, _price, ScriptedTable.Moderator(minutes, _price));
        Assert.NotEmpty(minutes.Asked);
        Assert.InRange(session.Spend.MicroDollars, 1, 60_000);
    }

    [Fact]
    public async Task A_model_of_unknown_price_is_not_asked_on_a_budget()
    {
        var seat = new MeteredClient(_ => (Vote, 10));
        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = 1_000_000 }, [seat]);
        Assert.Empty(seat.Calls);
        Assert.Equal("What test/m1 costs is not known, and the session has a budget.", Assert.Single(session.Rounds[0].Absences).Reason);
    }

    [Fact]
    public async Task Nothing_is_estimated_where_there_is_no_budget_or_nothing_costs()
    {
        await _table.RunAsync(_poll with { Debate = true, Rounds = 3 }, [Voter("Yes"), Voter("No")], _price, ScriptedTable.Moderator(Minutes(), _price));
        await _table.RunAsync(_poll with { BudgetMicroDollars = 1 }, [Voter("Yes")], new Price(0, 0));
        Assert.Equal(0, _table.Estimated);
    }

    [Fact]
    public async Task A_budget_without_an_estimate_is_refused_before_anything_is_asked()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-");
        await using (var log = await RecordLog.OpenAsync(data.FullName, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
            var plan = new SessionPlan(SessionId.New(opened), opened, new Question("Ship it?", ["Yes", "No"], []), [], null, _poll with { BudgetMicroDollars = 1 });
            await Assert.ThrowsAsync<ArgumentException>(async () =>
                await new Deliberator(log, TimeProvider.System).RunAsync(plan, [], null, null, TestContext.Current.CancellationToken).ToListAsync());
            Assert.Equal(0, log.Size);
        }

        data.Delete(recursive: true);
    }

    private static bool Chance(int seed, string call, int of) => Drawn(seed + of, call) % of == 0;

    /// <summary>A number for a call, the same in every run.</summary>
    private static int Drawn(int seed, string call) => (int)(BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{call}")))) >> 1);

    private static long Reservation(IReadOnlyList<ChatMessage> prompt, int limit) =>
        new DueCall(new ModelCard("test/m", Price: _price), ScriptedTable.Tokens(null!, prompt), AnswerLimit.Usual, WithRepair: true).Reservation(limit);

    private async Task<IReadOnlyList<IReadOnlyList<ChatMessage>>> PromptsAsync()
    {
        ScriptedChatClient[] seats = [Voter("Yes"), Voter("No"), Voter("Yes")];
        await _table.RunAsync(_poll, seats);
        return [.. seats.Select(s => s.Asked[0].Messages)];
    }

    private static ScriptedChatClient Voter(string option) => new(_ => $$"""{"choice":"{{option}}","reasoning":"Because.","confidence":0.8}""");

    private static ScriptedChatClient Minutes() => new(_ =>
        """{"summary":[{"text":"A seat wrote “Because”.","ballots":["r1.s1"]}],"arguments":[{"option":1,"sentences":[{"text":"“Because”.","ballots":["r1.s1"]}]}]}""");
}
