using System.Text.Json;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

public sealed class DefaultAggregationTests
{
    [Fact]
    public void Without_gold_skill_is_estimated_and_nothing_is_said_to_be_calibrated()
    {
        var (table, truths) = Tables.Coins(500, 3, [0.95, 0.5, 0.5, 0.5, 0.5], 1);
        var outcome = DefaultAggregation.Aggregate(table, GoldLabels.Nothing(500));
        Assert.Equal("dawid-skene", outcome.Choice.Rule);
        Assert.True(Right(outcome.Labels, truths) > Right(new MajorityRule().Aggregate(table, GoldLabels.Nothing(500)), truths));
        Assert.Contains(outcome.Choice.Notes, n => n.Contains("without gold", StringComparison.Ordinal));
        Assert.Null(outcome.Learned);
        Assert.Null(outcome.Choice.Gain);
    }

    [Fact]
    public void Seats_that_vote_at_random_are_not_estimated_but_counted_and_that_is_told()
    {
        var (table, _) = Tables.Coins(400, 3, [1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0], 2);
        var outcome = DefaultAggregation.Aggregate(table, GoldLabels.Nothing(400));
        Assert.Equal("majority", outcome.Choice.Rule);
        Assert.Contains(outcome.Choice.Notes, n => n.Contains("refused", StringComparison.Ordinal) && n.Contains("at random", StringComparison.Ordinal));
        var two = DefaultAggregation.Aggregate(Tables.Coins(400, 3, [0.9, 0.9], 2).Votes, GoldLabels.Nothing(400));
        Assert.Contains(two.Choice.Notes, n => n.Contains("three at least", StringComparison.Ordinal));
    }

    [Fact]
    public void Few_items_of_gold_teach_nothing_but_stay()
    {
        var (table, truths) = Tables.Coins(200, 3, [0.9, 0.7, 0.7], 3);
        var gold = Tables.First(truths, DefaultAggregation.MinGold - 1);
        var outcome = DefaultAggregation.Aggregate(table, gold);
        Assert.Null(outcome.Learned);
        Assert.All(gold.Items, i => Assert.Equal(1, outcome.Labels.Of(i)[gold[i]]));
        Assert.Contains("9 items of gold", outcome.Choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_gold_a_mixture_beats_the_majority_where_most_seats_are_poor_and_is_calibrated()
    {
        var (table, truths) = Tables.Coins(3000, 3, [0.8, 0.78, 0.76, 0.34, 0.33, 0.33, 0.3, 0.3], 4);
        var gold = Tables.First(truths, 200);
        var outcome = DefaultAggregation.Aggregate(table, gold);
        var held = Enumerable.Range(200, 2800).ToArray();
        Assert.True(held.Average(i => outcome.Labels.Points(i, truths[i])) > held.Average(i => new MajorityRule().Aggregate(table, gold).Points(i, truths[i])) + 0.1);
        Assert.True(Math.Abs(held.Average(i => outcome.Labels.Confidence(i)) - held.Average(i => outcome.Labels.Points(i, truths[i]))) < 0.04);
        Assert.All(held, i => Assert.True(outcome.Labels.Confidence(i) <= outcome.Learned!.MaxProbability + 1e-12));

        Assert.Equal("blend", outcome.Choice.Rule);
        Assert.Contains(outcome.Choice.BestSeat, new[] { "s0", "s1", "s2" });
        Assert.Equal(1, outcome.Choice.Candidates.Sum(c => c.Share ?? 0), 1e-9);
        Assert.Contains(outcome.Choice.Candidates, c => c.Rule == "best-seat");
        Assert.Contains(outcome.Choice.Candidates, c => c.Rule == "majority" && c.Share is null);
        Assert.Equal(outcome.Choice.NestedAccuracy - outcome.Choice.BestSeatAccuracy, outcome.Choice.Gain);
        Assert.Equal(gold.Items.Average(i => outcome.OutOfFold.Points(i, gold[i])), outcome.Choice.NestedAccuracy!.Value, 1e-9);
    }

    [Fact]
    public void What_is_told_out_of_fold_does_not_depend_on_the_items_own_gold()
    {
        var (table, truths) = Tables.Coins(150, 2, [0.8, 0.7, 0.6], 5);
        short[] other = [.. truths];
        other[7] = (short)(1 - other[7]);
        var settings = new AggregationSettings { Groups = [.. Enumerable.Range(0, 150).Select(i => i is 7 or 8 ? 7 : i)] };
        var one = DefaultAggregation.Aggregate(table, Tables.First(truths, 60), settings);
        var two = DefaultAggregation.Aggregate(table, Tables.First(other, 60), settings);
        Assert.Equal(one.OutOfFold.Of(7).ToArray(), two.OutOfFold.Of(7).ToArray());

        // Item 8 is of the same group: an equal text would give the answer away.
        Assert.Equal(one.OutOfFold.Of(8).ToArray(), two.OutOfFold.Of(8).ToArray());
        Assert.NotEqual(one.OutOfFold.Rows(), two.OutOfFold.Rows());
    }

    [Fact]
    public void A_perfect_seat_is_not_outvoted()
    {
        var nested = Enumerable.Range(0, 3).Select(seed =>
        {
            var (table, truths) = Tables.Coins(400, 4, [1.0, 0.3, 0.3], seed);
            var labels = DefaultAggregation.Aggregate(table, Tables.First(truths, 20)).Labels;
            return Enumerable.Range(20, 380).Average(i => labels.Points(i, truths[i]));
        });
        Assert.All(nested, accuracy => Assert.True(accuracy > 0.97));
    }

    [Fact]
    public void The_same_table_gives_the_same_bytes()
    {
        var (table, truths) = Tables.Coins(300, 3, [0.8, 0.7, 0.6, 0.5], 6, missing: 0.2);
        var gold = Tables.First(truths, 50);
        Assert.Equal(DefaultAggregation.Aggregate(table, gold).Labels.Rows(), DefaultAggregation.Aggregate(table, gold).Labels.Rows());
        Assert.NotEqual(
            JsonSerializer.Serialize(DefaultAggregation.Aggregate(table, gold).Choice),
            JsonSerializer.Serialize(DefaultAggregation.Aggregate(table, gold, new AggregationSettings { Seed = 9 }).Choice));
    }

    [Fact]
    public void Mirrored_orders_of_a_judge_get_one_weight_and_mirrored_items_mirrored_labels()
    {
        // A judge that prefers the first answer in each order is no evidence; one that follows the answer is.
        var random = new Random(3);
        short[] truths = [.. Enumerable.Range(0, 200).Select(_ => (short)random.Next(2))];
        short[] votes = [.. truths.SelectMany(t => new[] { random.NextDouble() < 0.85 ? t : (short)(1 - t), random.NextDouble() < 0.85 ? t : (short)(1 - t), (short)0, (short)1 })];
        VoteSource Source(int s) => new($"j{s / 2}@{s % 2}") { Seat = $"j{s / 2}", Order = s % 2 };
        var table = Tables.Make(200, 4, 2, votes, Source);
        var learned = (WeightedVotes)new StackingLearner(byClass: false).Learn(table, Tables.First(truths, 60), CancellationToken.None);
        Assert.Equal([0.0, 0.0], learned.Bias);
        var weight = Enumerable.Range(0, 4).Select(s => learned.Weights[s * 4]).ToArray();
        Assert.Equal(weight[0], weight[1], 0.3);
        Assert.True(Math.Abs(weight[2] - weight[3]) < 0.3);

        var row = new double[2];
        var mirrored = new double[2];
        learned.Fill(table.Of(0), row);
        learned.Fill([.. table.Of(0).ToArray().Select(v => (short)(1 - v))], mirrored);
        Assert.Equal(row[0], mirrored[1], 1e-12);
    }

    [Fact]
    public void Shares_and_temperatures_follow_held_out_gold()
    {
        var shares = MixtureShares.Fit([.. Enumerable.Repeat(new[] { 0.9, 0.3 }, 100)], [1, 1]);
        Assert.True(shares[0] > 0.95 && shares[1] > 0);
        Assert.Equal(1, shares.Sum(), 1e-12);

        // Told 0.99, right in 80 of 100.
        var rows = Enumerable.Range(0, 100).Select(_ => new[] { 0.99, 0.01 }).ToArray();
        short[] truths = [.. Enumerable.Range(0, 100).Select(i => (short)(i < 80 ? 0 : 1))];
        var temperature = TemperatureScaling.Fit(rows, truths, 10);
        Softmax.Temper(rows[0], temperature);
        Assert.Equal(0.8, rows[0][0], 0.01);
    }

    private static double Right(AggregatedLabels labels, short[] truths) => truths.Select((t, i) => labels.Points(i, t)).Average();
}
