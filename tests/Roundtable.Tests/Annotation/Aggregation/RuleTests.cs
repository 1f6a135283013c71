using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

public sealed class RuleTests
{
    public static TheoryData<string> Names => [.. AggregationRules.WithoutGold.Concat(AggregationRules.FromGold).Select(r => r.Name)];

    [Fact]
    public void Ties_are_told_and_share_the_point()
    {
        var table = Tables.Make(3, 2, 3, [0, 1, 2, 2, -1, -1]);
        var labels = new MajorityRule().Aggregate(table, GoldLabels.Nothing(3));
        Assert.Equal([0, 1], labels.Leading(0));
        Assert.Equal(VoteTable.None, labels[0]);
        Assert.Equal(0.5, labels.Points(0, 1));
        Assert.Equal(2, labels[1]);
        Assert.Empty(labels.Leading(2));
        Assert.Equal(0, labels.Points(2, 0));
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(5, 11)]
    public void They_agree_with_plain_referees(int classes, int seed)
    {
        var (table, truths) = Tables.Coins(50, classes, [0.9, 0.6, 0.7, 0.5], seed, missing: 0.2);
        var gold = Tables.First(truths, 6);
        Same(Referee.DawidSkene(table, gold, DawidSkeneRule.DefaultSmoothing, 400), new DawidSkeneRule().Aggregate(table, gold), 1e-3);
        Same(Referee.OneCoin(table, gold, 400), new OneCoinRule().Aggregate(table, gold), 1e-3);
        Same(Referee.Mace(table, gold, 400), new MaceRule().Aggregate(table, gold), 1e-3);
        Same(Referee.Glad(table, gold, 30, 100), new GladRule().Aggregate(table, gold), 1e-2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Permuting_items_sources_and_classes_permutes_the_labels(string name)
    {
        var rule = AggregationRules.Find(name)!;
        var (table, truths) = Tables.Coins(80, 3, [0.9, 0.7, 0.6, 0.5, 0.4], 3, missing: 0.1);
        var gold = Tables.First(truths, 25);
        var labels = rule.Aggregate(table, gold);
        var (items, sources, classes) = (Tables.Order(80, 1), Tables.Order(5, 2), Tables.Order(3, 5));
        var permuted = rule.Aggregate(
            Tables.Permuted(table, items, sources, classes),
            new GoldLabels([.. items.Select(i => gold[i] == VoteTable.None ? gold[i] : (short)Array.IndexOf(classes, gold[i]))]));
        for (var i = 0; i < 80; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(labels.Of(items[i])[classes[c]], permuted.Of(i)[c], 2e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Clamped_gold_stays_and_missing_votes_are_not_wrong_ones(string name)
    {
        var rule = AggregationRules.Find(name)!;
        var (table, truths) = Tables.Coins(120, 3, [0.85, 0.75, 0.7], 8);

        // Gold that contradicts every vote stays; a source that never votes changes nothing.
        var gold = new GoldLabels([.. truths.Select((t, i) => i < 30 ? t : i == 30 ? (short)((table[30, 0] + 1) % 3) : VoteTable.None)]);
        var silent = Tables.Make(120, 4, 3, [.. Enumerable.Range(0, 120).SelectMany(i => table.Of(i).ToArray().Append(VoteTable.None))]);
        var (labels, with) = (rule.Aggregate(table, gold), rule.Aggregate(silent, gold));
        Assert.Equal(1, labels.Of(30)[gold[30]]);
        for (var i = 0; i < 120; i++)
        {
            Assert.Equal(labels.Leading(i), with.Leading(i));
            Assert.Equal(labels.Confidence(i), with.Confidence(i), 1e-3);
        }
    }

    [Theory]
    [InlineData("one-coin")]
    [InlineData("dawid-skene")]
    [InlineData("glad")]
    [InlineData("mace")]
    public void Good_sources_outweigh_more_bad_ones_and_a_random_one_changes_little(string name)
    {
        var rule = AggregationRules.Find(name)!;
        var (table, truths) = Tables.Coins(600, 3, [0.92, 0.9, 0.45, 0.45, 0.45, 0.45], 21);
        var nothing = GoldLabels.Nothing(600);
        double Right(AggregatedLabels l) => truths.Select((t, i) => l.Points(i, t)).Average();
        var ours = Right(rule.Aggregate(table, nothing));
        Assert.True(ours > Right(new MajorityRule().Aggregate(table, nothing)) + 0.03);
        var random = new Random(5);
        var noisy = Tables.Make(600, 7, 3, [.. Enumerable.Range(0, 600).SelectMany(i => table.Of(i).ToArray().Append((short)random.Next(3)))]);
        Assert.Equal(ours, Right(rule.Aggregate(noisy, nothing)), 0.01);
    }

    [Fact]
    public void Distinct_rows_weigh_as_often_as_they_occur()
    {
        // Two sources and two classes have at most nine distinct rows.
        var (table, truths) = Tables.Coins(150, 2, [0.9, 0.6], 13, missing: 0.3);
        var gold = Tables.First(truths, 40);
        Same(Referee.DawidSkene(table, gold, DawidSkeneRule.DefaultSmoothing, 400), new DawidSkeneRule().Aggregate(table, gold), 2e-3);
    }

    [Fact]
    public void Planted_confusions_are_found()
    {
        double[][,] planted =
        [
            new[,] { { 0.9, 0.1, 0 }, { 0.05, 0.9, 0.05 }, { 0.3, 0.1, 0.6 } },
            new[,] { { 0.7, 0.3, 0 }, { 0.1, 0.8, 0.1 }, { 0, 0.2, 0.8 } },
            new[,] { { 0.8, 0.1, 0.1 }, { 0.2, 0.6, 0.2 }, { 0.1, 0, 0.9 } },
            new[,] { { 0.6, 0.2, 0.2 }, { 0.1, 0.7, 0.2 }, { 0.1, 0.1, 0.8 } },
        ];
        var (table, _) = Tables.Planted(20_000, planted, 0.1, 4);
        var estimation = new ConfusionEstimation(table, GoldLabels.Nothing(20_000), 0.1);
        estimation.Run(500, 1e-9, CancellationToken.None);
        for (var s = 0; s < 4; s++)
        {
            for (var y = 0; y < 3; y++)
            {
                for (var v = 0; v < 3; v++)
                {
                    Assert.Equal(planted[s][y, v], Math.Exp(estimation.LogConfusions[(((s * 3) + v) * 3) + y]), 0.03);
                }
            }
        }
    }

    [Fact]
    public async Task Labels_are_equal_to_the_last_bit_however_many_processors_there_are()
    {
        var (table, truths) = Tables.Coins(30_000, 4, [0.9, 0.6, 0.7, 0.5, 0.5, 0.6, 0.7, 0.4, 0.4], 9, missing: 0.3);
        var gold = Tables.First(truths, 50);
        var first = new DawidSkeneRule().Aggregate(table, gold);
        AggregatedLabels? alone = null;
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler;
        await Task.Factory.StartNew(
            () => alone = new DawidSkeneRule().Aggregate(table, gold), TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler);
        Assert.Equal(first.Rows(), alone!.Rows());
    }

    [Fact]
    public void Too_many_classes_for_matrices_are_refused_with_what_to_use()
    {
        var table = Tables.Make(1, 3, 2000, [0, 1, 1999]);
        var refused = Assert.Throws<AggregationRefusedException>(() => new DawidSkeneRule().Aggregate(table, GoldLabels.Nothing(1)));
        Assert.Contains("one-coin", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, new OneCoinRule().Aggregate(Tables.Make(2, 3, 2000, [0, 1, 1, 5, 5, 5]), GoldLabels.Nothing(2))[0]);
    }

    [Fact]
    public void A_cascade_asks_the_dear_seat_where_the_cheap_ones_differ_or_are_silent()
    {
        var table = Tables.Make(4, 3, 3, [0, 0, 1, 0, 1, 2, -1, 0, 1, 0, 1, -1]);
        var rule = new CascadeRule(["s0", "s1"], "s2");
        var labels = rule.Aggregate(table, GoldLabels.Nothing(4));
        Assert.Equal([0, 2, 1], new[] { labels[0], labels[1], labels[2] });
        Assert.Equal([0, 1], labels.Leading(3));
        Assert.Equal([1, 2, 3], rule.DearItems(table));
        Assert.Throws<ArgumentException>(() => new CascadeRule(["s9"], "s0").DearItems(table));
    }

    private static void Same(double[,] expected, AggregatedLabels actual, double tolerance)
    {
        for (var i = 0; i < expected.GetLength(0); i++)
        {
            for (var c = 0; c < expected.GetLength(1); c++)
            {
                Assert.True(Math.Abs(expected[i, c] - actual.Of(i)[c]) < tolerance, $"{actual.Rule}: item {i}, class {c}: {expected[i, c]} or {actual.Of(i)[c]}");
            }
        }
    }
}
