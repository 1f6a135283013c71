using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
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

    private static long Estimate(IReadOnlyList<ChatMessage> prompt) =>
        CostEstimate.MicroDollars(new ModelCard("test/m", Price: _price), prompt.Sum(m => (long)m.Text.Length), CostEstimate.AssumedOutputTokens)!.Value;

    private static ScriptedChatClient Voter(string option) => new(_ => $$"""{"choice":"{{option}}","reasoning":"Because.","confidence":0.8}""");

    private static ScriptedChatClient Minutes() => new(_ =>
        """{"summary":[{"text":"A seat wrote “Because”.","ballots":["r1.s1"]}],"arguments":[{"option":1,"sentences":[{"text":"“Because”.","ballots":["r1.s1"]}]}]}""");
}
