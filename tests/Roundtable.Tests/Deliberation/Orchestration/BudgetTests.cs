using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Storage;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>A budget covers what it meets exactly and not a millionth of a dollar more.</summary>
public sealed class BudgetTests : IDisposable
{
    private static readonly SessionSettings _poll = new(false, 1, 1, 1, false, 1, null, 60, 600);
    private static readonly Price _price = new(1m, 1m);

    private readonly ScriptedTable _table = new();

    public void Dispose() => _table.Dispose();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 1)]
    public async Task Seats_are_asked_while_their_estimates_meet_the_budget_exactly(int more, int asked)
    {
        ScriptedChatClient[] seats = [Voter("Yes"), Voter("No")];
        await _table.RunAsync(_poll, seats, _price);
        var estimates = seats.Sum(s => Estimate(s.Asked[0].Messages));

        var session = await _table.RunAsync(_poll with { BudgetMicroDollars = estimates + more }, [Voter("Yes"), Voter("No")], _price);
        Assert.Equal(asked, session.Rounds[0].Ballots.Count);
    }

    [Theory]
    [InlineData(0, 2, StopReason.NothingChanged)]
    [InlineData(-1, 1, StopReason.BudgetSpent)]
    public async Task A_debate_goes_on_while_the_next_rounds_estimate_fits_what_is_left(int more, int rounds, StopReason stop)
    {
        var debate = _poll with { Debate = true, Rounds = 5 };
        ScriptedChatClient[] seats = [Voter("Yes"), Voter("No")];
        var unlimited = await _table.RunAsync(debate, seats, _price);
        var next = seats.Sum(s => Estimate(s.Asked.Single(a => a.Call.StartsWith("r2.", StringComparison.Ordinal)).Messages));
        var spent = unlimited.Spend.MicroDollars / unlimited.Rounds.Count;

        var session = await _table.RunAsync(debate with { BudgetMicroDollars = spent + next + more }, [Voter("Yes"), Voter("No")], _price);
        Assert.Equal((rounds, stop), (session.Rounds.Count, session.Stop));
        Assert.Empty(session.Rounds[^1].Absences);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task The_moderator_is_asked_where_its_estimate_meets_the_budget_exactly(int more, int asked)
    {
        var first = Minutes();
        await _table.RunAsync(_poll, [Voter("Yes")], moderator: ScriptedTable.Moderator(first, _price));

        var second = Minutes();
        var budget = Estimate(first.Asked[0].Messages) + more;
        await _table.RunAsync(_poll with { BudgetMicroDollars = budget }, [Voter("Yes")], moderator: ScriptedTable.Moderator(second, _price));
        Assert.Equal(asked, second.Asked.Count);
    }

    [Fact]
    public async Task Nothing_is_estimated_where_there_is_no_budget_or_no_price()
    {
        await _table.RunAsync(_poll with { Debate = true, Rounds = 3 }, [Voter("Yes"), Voter("No")], _price, ScriptedTable.Moderator(Minutes(), _price));
        await _table.RunAsync(_poll with { BudgetMicroDollars = 1 }, [Voter("Yes")]);
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

    private static long Estimate(IReadOnlyList<ChatMessage> prompt) =>
        CostEstimate.MicroDollars(new ModelCard("test/m", Price: _price), prompt, CostEstimate.AssumedOutputTokens, ScriptedTable.Tokens)!.Value;

    private static ScriptedChatClient Voter(string option) => new(_ => $$"""{"choice":"{{option}}","reasoning":"Because.","confidence":0.8}""");

    private static ScriptedChatClient Minutes() => new(_ =>
        """{"summary":[{"text":"A seat wrote “Because”.","ballots":["r1.s1"]}],"arguments":[{"option":1,"sentences":[{"text":"“Because”.","ballots":["r1.s1"]}]}]}""");
}
