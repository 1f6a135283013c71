using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Estimates;

public sealed class ShareTests
{
    private static int[] Draw(long seed, int items, int size) => [.. new SeededRandom(seed, "draw").Order(items).Take(size)];

    [Fact]
    public void The_estimate_is_that_of_a_plain_implementation()
    {
        var population = new SharePopulation(1, 0.7, 300, 500, 200);
        var drawn = Draw(1, 1000, 80);
        foreach (var (estimate, c) in population.Estimate(drawn).Select((e, c) => (e, c)))
        {
            // PPI++ for a mean, item by item, as the paper has it; the weight is shrunk by one hit that the panel says nothing of.
            double[] y = [.. drawn.Select(i => population.Truth[i] == c ? 1.0 : 0)];
            double[] f = [.. drawn.Select(i => population.Panel[i, c])];
            var all = Enumerable.Range(0, 1000).Average(i => population.Panel[i, c]);
            var covariance = y.Zip(f, (a, b) => (a - y.Average()) * (b - f.Average())).Sum() / 79;
            var variance = f.Sum(b => (b - f.Average()) * (b - f.Average())) / 79;
            var few = Math.Min(y.Sum(), 80 - y.Sum());
            var lambda = Math.Clamp(covariance / variance, 0, 1) * few / (few + 1);
            Assert.Equal(lambda, estimate.Lambda, 1e-9);
            Assert.Equal(y.Zip(f, (a, b) => a - (lambda * b)).Average() + (lambda * all), estimate.Share, 1e-9);
            Assert.Equal(y.Average(), estimate.GoldShare, 1e-12);
            Assert.Equal((int)y.Sum(), estimate.GoldHits);
            Assert.Equal(all, estimate.PanelShare, 1e-9);
        }
    }

    [Fact]
    public void The_order_of_items_and_classes_does_not_count()
    {
        var population = new SharePopulation(2, 0.6, 150, 250);
        var drawn = Draw(2, 400, 60);
        var order = new SeededRandom(3, "items").Order(400);
        var place = new int[400];
        for (var i = 0; i < 400; i++)
        {
            place[order[i]] = i;
        }

        var labels = Enumerable.Range(0, 400).Select(i => (short)(1 - population.Panel.LabelOf(order[i]))).ToArray();
        var gold = population.Gold(drawn);
        var moved = Assert.IsType<ShareReport.Estimated>(Shares.Of(
            ["c1", "c0"],
            PanelLabels.Of(2, labels),
            new GoldLabels([.. Enumerable.Range(0, 400).Select(i => gold[order[i]] == VoteTable.None ? VoteTable.None : (short)(1 - gold[order[i]]))]),
            SampleDesign.Simple(400, [.. drawn.Select(i => place[i]).Order()])));
        var kept = population.Estimate(drawn);
        for (var c = 0; c < 2; c++)
        {
            Assert.Equal(kept[c].Share, moved.Shares[1 - c].Share, 1e-9);
            Assert.Equal(kept[c].Interval.Low, moved.Shares[1 - c].Interval.Low, 1e-9);
            Assert.Equal(kept[c].Interval.High, moved.Shares[1 - c].Interval.High, 1e-9);
        }
    }

    [Fact]
    public void Texts_of_two_items_each_are_worth_what_texts_of_one_are()
    {
        var population = new SharePopulation(4, 0.8, 100, 100, 100);
        var drawn = Draw(4, 300, 50);
        var doubled = new SampleDesign(SampleDesign.Simple(300, drawn).Strata, [.. Enumerable.Repeat(2, 300)]);
        var (once, twice) = (population.Estimate(drawn), population.Estimate(doubled));
        Assert.Equal(once.Select(e => e.Share), twice.Select(e => e.Share), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(once.Select(e => e.Interval.Width), twice.Select(e => e.Interval.Width), (a, b) => Math.Abs(a - b) < 1e-9);
        var report = Assert.IsType<ShareReport.Estimated>(Shares.Of(population.Classes, population.Panel, population.Gold(drawn), doubled));
        Assert.Equal((600, 50), (report.Items, report.Gold));
    }

    [Fact]
    public void A_text_of_many_items_weighs_as_many()
    {
        // One text of class 0 is 90 of 99 items; all is gold, so that nothing is left to guess.
        var gold = new GoldLabels([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        var draw = new SampleDesign([new DrawnStratum("all", [.. Enumerable.Range(0, 10)], [.. Enumerable.Range(0, 10)])], [90, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        var report = Assert.IsType<ShareReport.Estimated>(Shares.Of(["a", "b"], PanelLabels.Of(2, [.. Enumerable.Repeat((short)1, 10)]), gold, draw));
        Assert.Equal(90.0 / 99, report.Shares[0].Share, 1e-9);
        Assert.Equal(0, report.Shares[0].Interval.Width, 1e-9);
        Assert.Equal(0, report.Shares[0].PanelShare);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.8)]
    [InlineData(0.3)]
    [InlineData(0.0)]
    public void A_panel_never_makes_the_gold_worth_less(double skill)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var population = new SharePopulation(seed, skill, 700, 40, 250, 10);
            foreach (var share in population.Estimate(Draw(seed, 1000, 100)))
            {
                // Without replacement 100 of 1,000 are worth 111.
                Assert.InRange(share.EffectiveGold, 110.9, 1e9);
                Assert.True(share.Interval.Low <= share.Share && share.Share <= share.Interval.High);
            }
        }
    }

    [Fact]
    public void A_perfect_panel_makes_intervals_much_narrower_but_not_certain()
    {
        var population = new SharePopulation(5, 1, 600, 400);
        var share = population.Estimate(Draw(5, 1000, 100))[0];
        Assert.True(share.Interval.Width < share.GoldInterval.Width / 3);
        Assert.True(share.Interval.Width > 0.01);
        Assert.Equal(0.6, share.Share, 0.01);
    }

    [Fact]
    public void A_class_that_no_gold_item_has_may_still_have_a_share()
    {
        var population = new SharePopulation(6, 0.9, 990, 10);
        var drawn = Enumerable.Range(0, 100).ToArray();
        var rare = population.Estimate(drawn)[1];
        Assert.Equal((0, 0.0), (rare.GoldHits, rare.Interval.Low));
        Assert.InRange(rare.Interval.High, 0.03, 0.04);
        Assert.Equal(0, rare.Lambda);
    }

    [Fact]
    public void What_people_found_is_the_least_share()
    {
        // 2 of 100 drawn of 108 are of the class, and the panel says that it does not exist.
        var population = new SharePopulation(7, 0, 105, 3);
        var drawn = Enumerable.Range(0, 98).Concat([105, 106]).ToArray();
        var share = population.Estimate(drawn)[1];
        Assert.True(share.Interval.Low >= 2.0 / 108 && share.Interval.High <= 10.0 / 108);
    }

    [Fact]
    public void All_gold_is_the_truth()
    {
        var population = new SharePopulation(8, 0.5, 30, 20);
        var share = population.Estimate([.. Enumerable.Range(0, 50)])[0];
        Assert.Equal((0.6, 0.0), (share.Share, Math.Round(share.Interval.Width, 9)));
    }

    [Fact]
    public void Gold_that_was_not_drawn_at_random_tells_no_share()
    {
        var population = new SharePopulation(9, 0.5, 30, 20);
        var report = Shares.Of(population.Classes, population.Panel, population.Gold([1, 2, 3]), null);
        Assert.Contains("drew at random", Assert.IsType<ShareReport.Refused>(report).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_people_left_out_make_the_rest_no_random_sample()
    {
        var population = new SharePopulation(10, 0.5, 30, 20);
        var draw = SampleDesign.Simple(50, [4, 40, 2, 33, 7]);
        Assert.Contains(
            "1 have no label although 2 drawn after them have one",
            Assert.IsType<ShareReport.Refused>(Shares.Of(population.Classes, population.Panel, population.Gold([4, 40, 33, 7]), draw)).Reason,
            StringComparison.Ordinal);

        // The first of them are a draw of their own.
        Assert.Equal(3, Assert.IsType<ShareReport.Estimated>(Shares.Of(population.Classes, population.Panel, population.Gold([4, 40, 2]), draw)).Gold);
    }

    [Fact]
    public void A_draw_from_other_items_tells_no_share()
    {
        var population = new SharePopulation(11, 0.5, 30, 20);
        var gold = population.Gold([1, 2, 3]);
        string Reason(SampleDesign draw) => Assert.IsType<ShareReport.Refused>(Shares.Of(population.Classes, population.Panel, gold, draw)).Reason;
        Assert.Contains("this one was from 40", Reason(SampleDesign.Simple(40, [1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("other items than the 50", Reason(SampleDesign.Simple(60, [1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("there is 1", Reason(SampleDesign.Simple(50, [1, 40])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_draw_names_each_item_once()
    {
        Assert.Throws<ArgumentException>(() => SampleDesign.Simple(5, [1, 1]));
        Assert.Throws<ArgumentException>(() => SampleDesign.Simple(5, [5]));
        Assert.Throws<ArgumentException>(() => new SampleDesign([new("a", [0, 1], [0]), new("b", [1, 2], [2])]));
        Assert.Throws<ArgumentException>(() => new SampleDesign([new("a", [0, 1], [0, 1])], [1, 0]));
    }
}
