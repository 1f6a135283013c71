using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Profiles;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Workspace.Profiles;

public sealed class PanelFiguresTests
{
    [Fact]
    public void Models_that_always_agree_are_one_voice_and_those_that_agree_by_chance_are_five()
    {
        var one = PanelFigures.Of([.. Enumerable.Range(0, 10).Select(i => Summary(i, i % 2, i % 2, i % 2))]);
        Assert.Equal(1.0, one.Blind.Share);
        Assert.Equal(1.0, one.FiveToday!.EffectiveVotes, 6);
        Assert.Equal((IndependenceBasis.Measured, 10), (one.FiveToday.Basis, one.FiveToday.SharedItems));
        Assert.Equal((10, 10), one.Agreement("m0", "m2"));

        var five = PanelFigures.Of([.. Enumerable.Range(0, 12).Select(i => Summary(i, i / 2 % 2, i % 2))]);
        Assert.Equal((0.5, 0.5), (five.Blind.Share, five.Blind.Chance));
        Assert.Equal(5.0, five.FiveToday!.EffectiveVotes, 6);
        Assert.Equal((6, 12), five.Agreement("m1", "m0"));
    }

    [Fact]
    public void The_page_and_a_verdict_measure_alike()
    {
        SessionSummary[] sessions = [.. Enumerable.Range(0, 40).Select(i => Summary(i, i % 2, i % 2, i % 4 == 0 ? 1 - (i % 2) : i % 2, i % 2, i % 2))];
        var page = PanelFigures.Of(sessions).FiveToday!;
        var verdict = SharedVotes.Measure(sessions).Of([.. Enumerable.Range(0, 5).Select(i => new ModelCard($"router/m{i}", Family: $"family {i}"))]);
        Assert.Equal(page, verdict);
    }

    [Fact]
    public void A_model_that_two_connections_reach_is_one_model()
    {
        var direct = Summary(0, 0, 0);
        var routed = Summary(1, 0, 1, 0);
        string[] first = ["anthropic/claude-x-4-5", "openai/gpt-y"], second = ["openrouter/anthropic/claude-x-4.5:free", "azure/gpt-y-2026-01-01", "local/claude-x-4-5"];
        var figures = PanelFigures.Of([Named(direct, first), Named(routed, second)]);
        Assert.Equal(["claude-x-4-5", "gpt-y"], figures.Models.Select(m => m.Model).Order(StringComparer.Ordinal));
        var claude = figures.Models.Single(m => m.Model == "claude-x-4-5");
        Assert.Equal(2, claude.Sessions);
        Assert.Equal(["anthropic/claude-x-4-5", "local/claude-x-4-5", "openrouter/anthropic/claude-x-4.5:free"], claude.Names);
        Assert.Equal((1, 3), figures.Agreement("claude-x-4-5", "gpt-y"));
        Assert.Equal("anthropic/claude-x-4-5", PanelFigures.Of([Named(direct, first)]).Models.First(m => m.Names[0] == first[0]).Model);

        static SessionSummary Named(SessionSummary session, string[] models) =>
            session with { Seats = [.. session.Seats.Select((s, i) => s with { Model = models[i] })] };
    }

    [Fact]
    public void A_cost_of_which_a_part_is_unknown_is_a_lower_bound()
    {
        var (known, unknown) = (Summary(0, 0), Summary(1, 0));
        var figures = PanelFigures.Of([known with { Seats = [known.Seats[0] with { MicroDollars = 5 }] }, unknown]);
        Assert.Equal((5L, false), (figures.Models[0].MicroDollars, figures.Models[0].CostIsComplete));
    }

    [Fact]
    public void Too_few_shared_questions_are_not_measured()
    {
        var figures = PanelFigures.Of([.. Enumerable.Range(0, IndependenceMeasure.MinSharedItems - 1).Select(i => Summary(i, 0, 0))]);
        Assert.Equal(IndependenceMeasure.MinSharedItems - 1, figures.Blind.Items);
        Assert.Null(figures.FiveToday);
    }

    [Fact]
    public void Rehearsals_count_only_where_there_is_nothing_else()
    {
        var rehearsal = Summary(0, 0, 1) with { Simulated = true };
        Assert.True(PanelFigures.Of([rehearsal]).Simulated);
        var mixed = PanelFigures.Of([rehearsal, Summary(1, 0, 0)]);
        Assert.False(mixed.Simulated);
        Assert.Equal(1, mixed.Sessions);
        Assert.Equal(0, PanelFigures.Of([]).Blind.Pairs);
    }

    [Fact]
    public void Those_that_agree_stand_beside_each_other()
    {
        // Two camps, entered in turn.
        var order = AgreementOrder.Of(["a1", "b1", "a2", "b2", "a3", "b3"], (x, y) => x[0] == y[0] ? 0.9 : 0.1);
        Assert.Equal(1, order.Zip(order.Skip(1)).Count(p => p.First[0] != p.Second[0]));
        Assert.Equal(6, order.Distinct().Count());
    }

    private static SessionSummary Summary(int number, params int[] votes) => new()
    {
        Id = $"s{number}",
        Opened = DateTimeOffset.UnixEpoch,
        Question = "Should we?",
        Open = false,
        Debate = false,
        Rounds = 1,
        Label = TallyLabel.Tie,
        Headline = "",
        Options = ["Yes", "No"],
        Final = new Tally([votes.Count(v => v == 0), votes.Count(v => v == 1)], 0, 0, 0, 0, 0, 1),
        Simulated = false,
        MicroDollars = 0,
        UnpricedCalls = 0,
        Seats = [.. votes.Select((v, i) => new SeatFigures($"m{i}", null, null, v, v, SeatStanding.Voted, 0, 0, 0, [], 0, 0, null))],
    };
}
