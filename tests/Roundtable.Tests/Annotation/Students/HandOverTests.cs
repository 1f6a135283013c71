using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Students;

/// <summary>Thresholds that keep what they promise, in many worlds; and imitation told apart from two that know the same.</summary>
public sealed class HandOverTests
{
    [Fact]
    public void A_promised_precision_is_broken_no_more_often_than_it_may_be()
    {
        var (broken, given, worlds) = (0, 0, TestDepth.Of(400, 5_000));
        for (var world = 0; world < worlds; world++)
        {
            // Probabilities that promise too much: what was measured decides, not what they say.
            var tested = World(new Random(world), 300, overconfident: world % 2 == 0);
            if (HandOverRule.ForPrecision(tested, 0.9, byGold: true) is not { } rule)
            {
                continue;
            }

            given++;
            broken += Precision(Math.Max(rule.MinProbability, 0.4), overconfident: world % 2 == 0) < 0.9 ? 1 : 0;
        }

        Assert.True(given > worlds / 10, $"{given} promises in {worlds}");
        Assert.True(broken <= (0.05 * worlds) + (3 * Math.Sqrt(0.05 * worlds)), $"{broken} broken in {worlds}");
    }

    [Fact]
    public void A_budget_is_kept_on_average()
    {
        var (worlds, handed) = (TestDepth.Of(300, 3_000), 0.0);
        for (var world = 0; world < worlds; world++)
        {
            var rule = HandOverRule.ForBudget(World(new Random(world), 60, false), 0.2);
            handed += World(new Random(world + 1_000_000), 500, false).Count(t => t.Probability < rule.MinProbability) / 500.0;
        }

        Assert.InRange(handed / worlds, 0.15, 0.205);
        Assert.Equal(0, HandOverRule.ForBudget(World(new Random(1), 3, false), 0.2).MinProbability);
    }

    [Fact]
    public void Nothing_is_promised_where_nothing_can_be()
    {
        var tested = World(new Random(1), 40, false);
        Assert.Null(HandOverRule.ForPrecision(tested, 0.999, byGold: true));
        Assert.Null(HandOverRule.ForPrecision([.. tested.Select(t => t with { Gold = -1 })], 0.5, byGold: true));
    }

    [Fact]
    public void The_table_goes_from_nothing_to_everything_and_texts_alike_go_together()
    {
        TestedText[] tested =
        [
            .. Enumerable.Range(0, 100).Select(i => new TestedText($"{i}", i, 0, 0, (short)(i < 30 ? 1 : 0), i < 50 ? 0.5 : 0.9)),
        ];
        var table = HandOverTable.Of(tested, 0.01m);
        Assert.Equal([0, 50, 100], table.Points.Select(p => p.HandedOver.Hits));
        Assert.Equal([0, 0.9, null], table.Points.Select(p => p.MinProbability));
        Assert.Equal([70, 100, 100], table.Points.Select(p => p.Pair.Hits));
        Assert.Equal([70, 50, 0], table.Points.Select(p => p.Right.Hits));
    }

    [Fact]
    public void Errors_that_are_shared_are_imitation_and_truth_that_is_shared_is_not()
    {
        string[] classes = ["a", "b", "c", "d"];
        var random = new Random(5);
        List<(short, short, short)> independent = [], copied = [];
        for (var i = 0; i < 1_500; i++)
        {
            var gold = (short)random.Next(4);
            var (first, second) = (Err(gold), Err(gold));
            independent.Add((first, second, gold));
            copied.Add((gold == 2 && random.Next(2) == 0 ? second : first, second, gold));
        }

        var none = ImitationReport.Of(classes, independent)!;
        Assert.True(none.PValue > 0.01 && none.Excess.Interval.Low < 0.01, $"{none.PValue} {none.Excess}");
        var found = ImitationReport.Of(classes, copied)!;
        Assert.True(found.PValue < 0.001 && found.Excess.Interval.Low > 0, $"{found.PValue} {found.Excess}");
        Assert.Equal("c", found.Classes[0].Class);
        Assert.True(found.Classes[0].PValue < 0.001 && found.Classes.Skip(1).All(c => c.PValue > 0.001));
        Assert.Null(ImitationReport.Of(classes, [(0, 0, -1)]));

        short Err(short gold) => random.Next(10) < 3 ? (short)random.Next(4) : gold;
    }

    /// <summary>How often the student of such a world is right from a probability on: the mean over what is told evenly between it and 1.</summary>
    private static double Precision(double from, bool overconfident) =>
        overconfident ? (1 - Math.Pow(from, 3)) / (3 * (1 - from)) : (1 + from) / 2;

    /// <summary>Texts whose student is right as often as its probability says, or less often.</summary>
    private static TestedText[] World(Random random, int texts, bool overconfident) =>
    [
        .. Enumerable.Range(0, texts).Select(i =>
        {
            var told = 0.4 + (0.6 * random.NextDouble());
            return new TestedText($"{i}", i, 0, 0, (short)(random.NextDouble() < (overconfident ? told * told : told) ? 0 : 1), told);
        }),
    ];
}
