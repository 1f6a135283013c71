using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Evaluation;

public sealed class BenchEvaluationTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void Figures_are_those_of_a_plain_count()
    {
        var bench = Random(seed: 3, items: 300, seats: 5);
        var report = Evaluate(bench);
        foreach (var (seat, place) in report.Seats.Select((s, i) => (s, i)))
        {
            Assert.Equal(PlainCounts.Accuracy(bench.Votes, bench.Gold, place), seat.Accuracy.Mean, Exact);
            Assert.Equal(bench.Gold.Items.Count(i => bench.Votes[i, place] == VoteTable.None), seat.Missing);
            Assert.True(seat.Accuracy.Interval.Contains(seat.Accuracy.Mean));
        }

        Assert.Equal(PlainCounts.Majority(bench.Votes, bench.Gold, [0, 1, 2, 3, 4]), report.Rule(RuleScore.Majority)!.Accuracy.Mean, Exact);
        Assert.Equal(PlainCounts.Any(bench.Votes, bench.Gold), report.Rule(RuleScore.AnySeat)!.Accuracy.Mean, Exact);
        Assert.Equal(
            report.Rule(RuleScore.Majority)!.Accuracy.Mean - report.Rule(RuleScore.BestSeat)!.Accuracy.Mean,
            report.Rule(RuleScore.Majority)!.Gain!.Mean, Exact);
        Assert.Equal(bench.Gold.Items.Count, report.Agreement.Sum(a => a.Items));
        Assert.Equal(report.Rule(RuleScore.Majority)!.Accuracy.Mean, report.Agreement.Sum(a => a.Items * a.Right.Mean) / report.Items, Exact);
        Assert.Equal(1 - report.RiskCoverage.Points[^1].Risk, report.Rule(RuleScore.Majority)!.Accuracy.Mean, Exact);
    }

    [Fact]
    public void Intervals_are_those_of_the_bootstrap_of_single_scores()
    {
        var bench = Random(seed: 4, items: 200, seats: 3);
        var seat = Evaluate(bench).Seats[1];
        double[] points = [.. bench.Gold.Items.Select(i => bench.Votes[i, 1] == bench.Gold[i] ? 1.0 : 0)];
        var single = PairedBootstrap.Mean(points, seed: 1);
        Assert.Equal(single.Interval.Low, seat.Accuracy.Interval.Low, 1e-9);
        Assert.Equal(single.Interval.High, seat.Accuracy.Interval.High, 1e-9);
    }

    [Fact]
    public void Ties_share_the_point_and_missing_votes_are_wrong()
    {
        // Two items: one tie of two, one that nobody answered.
        var table = new VoteTable(["1", "2"], [new("a"), new("b")], ["x", "y"], [0, 1, VoteTable.None, VoteTable.None]);
        var report = Evaluate(new BenchVotes(table, [new("a"), new("b")], new GoldLabels([0, 1]), AnswerMatch.Exact));
        Assert.Equal(0.25, report.Rule(RuleScore.Majority)!.Accuracy.Mean);
        Assert.Equal([1, 1], report.Seats.Select(s => s.Missing));
        Assert.Equal([(1, 1), (0, 1)], report.Agreement.Select(a => (a.Agreeing, a.Items)));
    }

    [Fact]
    public void The_order_of_seats_changes_nothing()
    {
        var bench = Random(seed: 5, items: 120, seats: 4);
        int[] order = [2, 0, 3, 1];
        var votes = new short[120 * 4];
        for (var i = 0; i < 120; i++)
        {
            for (var s = 0; s < 4; s++)
            {
                votes[(i * 4) + s] = bench.Votes[i, order[s]];
            }
        }

        var permuted = new BenchVotes(
            new VoteTable(bench.Votes.Items, [.. order.Select(o => bench.Votes.Sources[o])], bench.Votes.Classes, votes),
            [.. order.Select(o => bench.Columns[o])], bench.Gold, AnswerMatch.Exact);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(Evaluate(bench)), System.Text.Json.JsonSerializer.Serialize(Evaluate(permuted)));
    }

    [Fact]
    public void A_cascade_asks_its_last_seat_where_the_others_differ()
    {
        // The last seat is always right, the others agree on two of four items, once on the wrong answer; a missing vote is no agreement.
        short[] votes = [0, 0, 0, 1, 1, 0, 0, 1, 0, VoteTable.None, VoteTable.None, 0];
        var table = new VoteTable(["1", "2", "3", "4"], [new("a"), new("b"), new("c")], ["x", "y"], votes);
        var bench = new BenchVotes(table, [new("a"), new("b"), new("c")], new GoldLabels([0, 0, 0, 0]), AnswerMatch.Exact);
        var settings = new BenchSettings { Cascade = ["a", "b", "c"] };
        var cascade = BenchEvaluation.Evaluate(bench, settings, TestContext.Current.CancellationToken).Rule(RuleScore.Cascade)!;
        Assert.Equal(0.75, cascade.Accuracy.Mean);
        Assert.Equal(0.5, cascade.LastAsked);
        Assert.Null(Evaluate(bench).Rule(RuleScore.Cascade));
        var unknown = settings with { Cascade = ["a", "z"] };
        Assert.Throws<ArgumentException>(() => BenchEvaluation.Evaluate(bench, unknown, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Where_prices_are_known_the_cheapest_two_come_first_and_a_right_answer_has_its_price()
    {
        var bench = Random(seed: 6, items: 100, seats: 3);
        var priced = new BenchVotes(bench.Votes, bench.Columns, bench.Gold, bench.Match)
        {
            Facts = [Cost(3_000_000), Cost(1_000_000), Cost(2_000_000)],
        };
        var report = Evaluate(priced);
        var cascade = report.Rule(RuleScore.Cascade)!;
        Assert.Equal(["seat1", "seat2", "seat0"], cascade.Seats);
        Assert.Equal(0.01 + 0.02 + (0.03 * cascade.LastAsked!.Value), cascade.UsdPerItem!.Value, Exact);
        var majority = report.Rule(RuleScore.Majority)!;
        Assert.Equal(0.06, majority.UsdPerItem!.Value, Exact);
        Assert.Equal(0.06 / majority.Accuracy.Mean, majority.UsdPerPoint!.Value, Exact);
        Assert.Null(Evaluate(bench).Rule(RuleScore.Majority)!.UsdPerPoint);
    }

    [Fact]
    public void Moves_of_a_debate_are_counted_and_tested()
    {
        // One seat loses item 1, wins items 2 and 3, and stays wrong in another way on item 4.
        short[] votes = [0, 1, 1, 0, 1, 0, 1, 2];
        VoteColumn[] columns = [new("a"), new("a", AfterDebate: true)];
        var table = new VoteTable(["1", "2", "3", "4"], [new("a"), new("a+debate")], ["x", "y", "z"], votes);
        var debate = Evaluate(new BenchVotes(table, columns, new GoldLabels([0, 0, 0, 0]), AnswerMatch.Exact)).Debate!;
        Assert.Equal((1, 2), (debate.RightToWrong, debate.WrongToRight));
        Assert.Equal((1, 2), (debate.Panel.RightToWrong, debate.Panel.WrongToRight));
        Assert.Equal(1, debate.Seats[0].WrongToWrong);
        Assert.Equal(1, debate.Panel.PValue, Exact);
        Assert.Equal(0.25, debate.Gain.Mean, Exact);
    }

    [Fact]
    public void The_best_seat_asked_again_answers_with_what_it_says_most_often()
    {
        // Seat a is right twice of three times on each item; its plurality is always right. Seat b is never right.
        VoteColumn[] columns = [new("a"), new("a", Sample: 2), new("a", Sample: 3), new("b"), new("b", Sample: 2), new("b", Sample: 3)];
        short[] votes = [0, 1, 0, 2, 2, 2, 0, 0, 1, 2, 2, 2, 1, 0, 0, 2, 2, 2, 0, 1, 0, 2, 2, 2];
        var table = new VoteTable(["1", "2", "3", "4"], [.. columns.Select(c => c.Source(c.ToString()))], ["x", "y", "z"], votes);
        var report = Evaluate(new BenchVotes(table, columns, new GoldLabels([0, 0, 0, 0]), AnswerMatch.Exact));
        var repeated = report.Rule(RuleScore.BestSeatRepeated)!;
        Assert.Equal(2, report.PanelVotes);
        Assert.Equal(2, repeated.Asked);
        Assert.Equal(2.0 / 3, report.Seats[0].Accuracy.Mean, Exact);

        // Asked twice, as often as the panel has seats: right on item 2, half right where the two differ.
        Assert.Equal((0.5 + 1 + 0.5 + 0.5) / 4, repeated.Accuracy.Mean, Exact);
    }

    [Fact]
    public void Errors_that_always_coincide_are_worth_one_seat()
    {
        var one = Random(seed: 7, items: 200, seats: 1);
        var votes = Enumerable.Range(0, 200).SelectMany(i => Enumerable.Repeat(one.Votes[i, 0], 3)).ToArray();
        var bench = new BenchVotes(
            new VoteTable(one.Votes.Items, [new("a"), new("b"), new("c")], one.Votes.Classes, votes),
            [new("a"), new("b"), new("c")],
            one.Gold, AnswerMatch.Exact);
        var dependence = Evaluate(bench).Dependence!;
        Assert.Equal(1, dependence.ErrorCorrelation!.Value, 1e-9);
        Assert.Equal(1, dependence.EffectiveSeats!.Value, 1e-9);
        Assert.Equal(1, dependence.SameShare);
    }

    [Fact]
    public void Shared_errors_are_those_of_a_plain_count()
    {
        var bench = Random(seed: 8, items: 150, seats: 4);
        var (pairs, both, same) = (0, 0, 0);
        foreach (var i in bench.Gold.Items)
        {
            for (var a = 0; a < 4; a++)
            {
                for (var b = a + 1; b < 4; b++)
                {
                    var (x, y) = (bench.Votes[i, a], bench.Votes[i, b]);
                    if (x != VoteTable.None && y != VoteTable.None)
                    {
                        pairs++;
                        both += x != bench.Gold[i] && y != bench.Gold[i] ? 1 : 0;
                        same += x != bench.Gold[i] && x == y ? 1 : 0;
                    }
                }
            }
        }

        var shared = Evaluate(bench).Dependence!.Shared!;
        Assert.Equal(pairs, shared.Pairs);
        Assert.Equal((double)both / pairs, shared.BothWrong, Exact);
        Assert.Equal((double)same / pairs, shared.SameWrong, Exact);
        Assert.InRange(shared.SameWrongIfIndependent, 0, shared.BothWrongIfIndependent);
    }

    [Fact]
    public void A_single_known_answer_is_too_few() => Assert.Throws<ArgumentException>(() => Evaluate(new BenchVotes(
        new VoteTable(["1", "2"], [new("a")], ["x"], [0, 0]), [new("a")], new GoldLabels([0, VoteTable.None]), AnswerMatch.Exact)));

    [Fact]
    public void Two_benches_are_compared_item_by_item_in_any_order()
    {
        var first = new BenchVotes(
            new VoteTable(["1", "2", "3", "4"], [new("a")], ["x", "y"], [0, 0, 1, 1]), [new("a")], new GoldLabels([0, 1, 0, 1]), AnswerMatch.Exact);
        var second = new BenchVotes(
            new VoteTable(["9", "3", "2", "1"], [new("a")], ["y", "x"], [0, 1, 0, 0]), [new("a")], new GoldLabels([0, 1, 0, 1]), AnswerMatch.Exact);
        var compared = BenchComparison.Of(first, second);
        Assert.Equal((3, 1, 1), (compared.Items, compared.OnlyFirst, compared.OnlySecond));
        var seat = Assert.Single(compared.Scores, s => s.IsSeat);

        // First: item 1 right, 2 and 3 wrong. Second: item 3 right, 2 right, 1 wrong.
        Assert.Equal(1.0 / 3, seat.First, Exact);
        Assert.Equal(2.0 / 3, seat.Second, Exact);
        Assert.Equal((1, 2), (seat.Moves.RightToWrong, seat.Moves.WrongToRight));
    }

    private static BenchReport Evaluate(BenchVotes bench) => BenchEvaluation.Evaluate(bench, new BenchSettings(), TestContext.Current.CancellationToken);

    private static SourceFacts Cost(long microDollars) => new() { MicroDollars = microDollars, Tokens = 1_000 };

    /// <summary>Seats that are right with different probabilities; some votes and some right answers are missing.</summary>
    private static BenchVotes Random(long seed, int items, int seats)
    {
        var random = new SeededRandom(seed, "bench");
        var gold = Enumerable.Range(0, items).Select(i => i % 17 == 16 ? VoteTable.None : (short)random.Next(4)).ToArray();
        var votes = new short[items * seats];
        for (var v = 0; v < votes.Length; v++)
        {
            var (item, seat) = (v / seats, v % seats);
            votes[v] = random.NextUnit() < 0.1 ? VoteTable.None
                : gold[item] != VoteTable.None && random.NextUnit() < 0.3 + (0.1 * seat) ? gold[item]
                : (short)random.Next(4);
        }

        var names = Enumerable.Range(0, seats).Select(s => $"seat{s}").ToList();
        return new BenchVotes(
            new VoteTable([.. Enumerable.Range(0, items).Select(i => $"q{i}")], [.. names.Select(n => new VoteSource(n))], ["a", "b", "c", "d"], votes),
            [.. names.Select(n => new VoteColumn(n))], new GoldLabels(gold), AnswerMatch.Exact);
    }
}
