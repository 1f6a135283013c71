using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Profiles;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Workspace.Profiles;

public sealed class MonocultureTests
{
    [Fact]
    public void Agreement_is_beyond_chance_of_each_question_and_too_few_is_no_number()
    {
        // m0 and m1 agree on 9 of 12 questions, half of them with two options and half with four; m2 shared five questions with m0 alone.
        List<SessionSummary> sessions =
        [
            .. Enumerable.Range(0, 12).Select(i => Summary(i, i % 2 == 0 ? 2 : 4, ("c/m0", 0), ("c/m1", i < 9 ? 0 : 1))),
            .. Enumerable.Range(12, 5).Select(i => Summary(i, 2, ("c/m0", 0), ("c/m2", 0))),
        ];
        var all = Monoculture.Of(sessions);
        var (m0, m1, m2) = (Place(all, "m0"), Place(all, "m1"), Place(all, "m2"));
        var pair = all.Pair(m0, m1)!;
        Assert.Equal((12, 9), (pair.Items, pair.Same));
        Assert.Equal((0.5 + 0.25) / 2, pair.Chance, 9);
        Assert.Equal((0.75 - 0.375) / 0.625, pair.BeyondChance!.Value, 9);
        Assert.InRange(pair.BeyondChance.Value, pair.Interval!.Value.Low, pair.Interval.Value.High);
        var few = all.Pair(m2, m0)!;
        Assert.Equal((5, 5, null, null), (few.Items, few.Same, few.BeyondChance, few.Interval));
        Assert.Null(all.Pair(m1, m2));
        Assert.Contains("too few", ProfileCharts.Monoculture(all).Svg("x"), StringComparison.Ordinal);
        Assert.Contains("n = 5", ProfileCharts.Monoculture(all).Svg("x"), StringComparison.Ordinal);

        var csv = MonocultureTable.Csv(all).Split("\r\n");
        Assert.Equal("model,other,beyond_chance,low,high,same,questions,chance", csv[0]);
        Assert.Contains(",0.6,", csv[1], StringComparison.Ordinal);
        Assert.Contains(",,,,5,5,0.5", csv[2], StringComparison.Ordinal);
        Assert.Null(MonocultureTable.Json(all)["pairs"]![1]!["beyondChance"]);
    }

    [Fact]
    public void Two_seats_of_one_model_are_one_voice_and_open_questions_count_for_nothing()
    {
        var all = Monoculture.Of([Summary(0, 2, ("a/m0", 0), ("b/m0", 1), ("c/m1", 0)), Summary(1, 2, ("a/m0", 0), ("c/m1", 0)) with { Open = true }]);
        var (_, pair) = Assert.Single(all.Pairs);
        Assert.Equal((1, 1), (pair.Items, pair.Same));
        Assert.Equal(["m0", "m1"], all.Models.Select(m => m.Id).Order(StringComparer.Ordinal));
        Assert.Equal("m0", all.Models[Place(all, "m0")].Name);
        Assert.Equal("c/m1", all.Models[Place(all, "m1")].Name);
    }

    [Fact]
    public void Agreement_below_chance_is_below_zero()
    {
        var all = Monoculture.Of([.. Enumerable.Range(0, 10).Select(i => Summary(i, 2, ("c/m0", 0), ("c/m1", 1)))]);
        Assert.Equal(-1, all.Pairs.Single().Value.BeyondChance!.Value, 9);
        Assert.Equal(0, all.All.Correlation);
    }

    [Fact]
    public void Nothing_gives_an_empty_picture()
    {
        var all = Monoculture.Of([]);
        Assert.Empty(all.Models);
        Assert.Contains("No two models", ProfileCharts.Monoculture(all).Description, StringComparison.Ordinal);
    }

    private static int Place(Monoculture all, string id) => all.Models.Select(m => m.Id).ToList().IndexOf(id);

    private static SessionSummary Summary(int number, int options, params (string Model, int First)[] seats) => new()
    {
        Id = $"s{number}",
        Opened = DateTimeOffset.UnixEpoch,
        Question = "q",
        Open = false,
        Debate = false,
        Rounds = 1,
        Label = TallyLabel.Majority,
        Headline = "h",
        Options = [.. Enumerable.Range(0, options).Select(i => $"o{i}")],
        Simulated = false,
        MicroDollars = 0,
        UnpricedCalls = 0,
        Seats = [.. seats.Select(s => new SeatFigures(s.Model, null, null, s.First, s.First, SeatStanding.Voted, 0, 0, 0, [], 0, 0, null))],
    };
}
