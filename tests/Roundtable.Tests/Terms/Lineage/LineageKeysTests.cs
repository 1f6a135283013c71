using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Tests.Terms.Lineage;

/// <summary>Keys by which things that are ruled on alike are found.</summary>
public sealed class LineageKeysTests
{
    private readonly World _world = new();

    [Fact]
    public void Answers_of_one_model_on_one_day_have_one_key_and_every_difference_that_counts_another()
    {
        string[] ids = ["a", "b", "day", "model", "route", "terms", "input", "simulated", "through"];
        _world.Output("a", "lab", "m", RouteKind.Local, "2026-01-01");
        _world.Output("b", "lab", "m", RouteKind.Local, "2026-01-01");
        _world.Output("day", "lab", "m", RouteKind.Local, "2026-01-02");
        _world.Output("model", "lab", "n", RouteKind.Local, "2026-01-01");
        _world.Output("route", "lab", "m", RouteKind.Direct, "2026-01-01");
        _world.Output("terms", "lab", "m", RouteKind.Local, "2026-01-01", "t@1");
        _world.Output("input", "lab", "m", RouteKind.Local, "2026-01-01", null, "model");
        _world.Add(_world.Find("a") with { Id = "simulated", Simulated = true });
        _world.Add(_world.Find("a") with { Id = "through", Producer = new Producer("lab", "lab/m", null, new Route(RouteKind.Local, "somebody")) });
        var keys = new LineageKeys(_world);
        Assert.Equal(keys.Of("a"), keys.Of("b"));
        Assert.Equal(ids.Length - 1, ids.Select(keys.Of).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_order_of_sources_does_not_matter_and_their_edges_do()
    {
        _world.Output("a", "lab", "m", RouteKind.Local, "2026-01-01");
        _world.Output("b", "lab", "n", RouteKind.Local, "2026-01-01");
        var keys = new LineageKeys(_world);
        LineageEdge a = new(EdgeKind.MadeWith, "a", false), b = new(EdgeKind.MadeWith, "b", false);
        Assert.Equal(keys.Of([a, b]), keys.Of([b, a]));
        Assert.Equal(keys.Of([a, b]), keys.Of([b, a, b]));
        LineageEdge[] others =
        [
            a with { Kind = EdgeKind.TaughtBy }, a with { Declared = true }, a with { On = new DateOnly(2026, 1, 1) }, a with { OnIsUnreadable = true },
            a with { Uses = [Roundtable.Terms.Uses.Use.Distil] }, a with { Through = new SourceRoute(RouteKind.Local, null) },
        ];
        Assert.Equal(others.Length + 1, others.Append(a).Select(e => keys.Of([e])).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Unknown_things_models_and_data_stand_for_themselves()
    {
        var keys = new LineageKeys(_world);
        Assert.NotEqual(keys.Of("nobody"), keys.Of("nowhere"));
    }

    [Fact]
    public void What_comes_from_itself_or_from_very_far_away_ends()
    {
        _world.Set("round", "round");
        for (var i = 0; i < 5000; i++)
        {
            _world.Set($"far-{i}", $"far-{i + 1}");
        }

        var keys = new LineageKeys(_world);
        Assert.NotEmpty(keys.Of("round"));
        Assert.NotEmpty(keys.Of("far-0"));
    }
}
