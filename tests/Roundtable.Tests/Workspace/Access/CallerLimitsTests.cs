using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Workspace.Access;

public sealed class CallerLimitsTests
{
    private static readonly Caller _ann = new("Ann", Role.Asker);
    private static readonly Caller _bob = new("Bob", Role.Asker);

    private readonly ManualTime _time = new();
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long?> _spent = new(StringComparer.Ordinal);

    [Fact]
    public void So_many_sessions_at_once_and_each_caller_by_itself()
    {
        var limits = Limits(atOnce: 2, daily: null);
        Assert.Null(Begin(limits, _ann, "a", 0));
        Assert.Null(Begin(limits, _ann, "b", 0));
        Assert.Contains("2 sessions are under way", Begin(limits, _ann, "c", 0), StringComparison.Ordinal);
        Assert.Null(Begin(limits, _bob, "d", 0));
        _running.Remove("a");
        Assert.Null(Begin(limits, _ann, "c", 0));
    }

    [Fact]
    public void A_day_costs_what_its_sessions_cost_and_their_estimates_until_that_is_known()
    {
        var limits = Limits(atOnce: 9, daily: 100);
        Assert.Null(Begin(limits, _ann, "a", 60));
        Assert.NotNull(Begin(limits, _ann, "b", 41)); // the first has a budget of all 100
        _running.Remove("a");
        _spent["a"] = 30;
        Assert.NotNull(Begin(limits, _ann, "b", 71));
        Assert.Null(Begin(limits, _ann, "b", 70));
        Assert.NotNull(Begin(limits, _ann, "c", 0)); // nothing is left
        Assert.Null(Begin(limits, _bob, "d", 100));
    }

    [Fact]
    public void What_is_left_of_the_day_is_the_sessions_budget()
    {
        var limits = Limits(atOnce: 9, daily: 100);
        Assert.Null(limits.Refusal(_ann, Plan("a", budget: 40), 30, out var first));
        Assert.Equal(40, first.Settings.BudgetMicroDollars);
        Started("a", spent: 10);
        Assert.Null(limits.Refusal(_ann, Plan("b", budget: 95), 30, out var second));
        Assert.Equal(90, second.Settings.BudgetMicroDollars);
        Started("b", spent: 90);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(limits.Refusal(_ann, Plan("c"), 30, out var next));
        Assert.Equal(100, next.Settings.BudgetMicroDollars);
    }

    [Fact]
    public void A_session_that_began_yesterday_and_runs_still_counts_among_those_at_once()
    {
        var limits = Limits(atOnce: 1, daily: 100);
        Assert.Null(Begin(limits, _ann, "a", 0));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(Begin(limits, _ann, "b", 0));
        _running.Remove("a");
        Assert.Null(Begin(limits, _ann, "b", 0));
    }

    [Fact]
    public void A_model_without_a_price_cannot_be_limited()
    {
        var unknown = Plan("a") with { Panel = [new Seat(1, "One", new ModelCard("lab/x"))] };
        Assert.Contains("No price of lab/x", Limits(9, daily: 100).Refusal(_ann, unknown, 0, out _), StringComparison.Ordinal);
        Assert.Null(Limits(9, daily: null).Refusal(_ann, unknown, 0, out var plan));
        Assert.Null(plan.Settings.BudgetMicroDollars);
    }

    private CallerLimits Limits(int atOnce, long? daily) => new(atOnce, daily, _running.Contains, id => _spent.GetValueOrDefault(id), _time);

    private string? Begin(CallerLimits limits, Caller caller, string session, long estimate)
    {
        var refusal = limits.Refusal(caller, Plan(session), estimate, out _);
        if (refusal is null)
        {
            _running.Add(session);
        }

        return refusal;
    }

    private void Started(string session, long spent) => _spent[session] = spent;

    private SessionPlan Plan(string id, long? budget = null) => new(
        id,
        _time.GetUtcNow(),
        new Question("Should we?", ["Yes", "No"], []),
        [new Seat(1, "One", new ModelCard("lab/one", Simulated: true))],
        null,
        new SessionSettings(false, 1, 1, 7, false, 1, budget, 60, 600));
}
