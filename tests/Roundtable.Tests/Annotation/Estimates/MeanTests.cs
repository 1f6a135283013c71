using Roundtable.Annotation.Estimates;
using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Estimates;

public sealed class MeanTests
{
    private static (double?[] Panel, double[] Truth) Population(int items, double noise)
    {
        var random = new SeededRandom(items, "scores");
        double[] truth = [.. Enumerable.Range(0, items).Select(_ => 1.0 + Math.Min(random.Next(5), random.Next(5)))];
        return ([.. truth.Select(t => (double?)Math.Clamp(Math.Round(t + (noise * (random.NextUnit() - 0.3))), 1, 5))], truth);
    }

    private static double?[] Gold(double[] truth, int[] drawn)
    {
        var gold = new double?[truth.Length];
        foreach (var item in drawn)
        {
            gold[item] = truth[item];
        }

        return gold;
    }

    [Fact]
    public void The_estimate_is_that_of_a_plain_implementation()
    {
        var (panel, truth) = Population(800, 4);
        panel[3] = null;
        int[] drawn = [.. new SeededRandom(1, "draw").Order(800).Take(60).Append(3).Distinct()];
        var report = Assert.IsType<MeanReport.Estimated>(Means.Of(panel, Gold(truth, drawn), SampleDesign.Simple(800, drawn)));
        var panelMean = panel.OfType<double>().Average();
        double[] y = [.. drawn.Select(i => truth[i])];
        double[] f = [.. drawn.Select(i => panel[i] ?? panelMean)];
        var lambda = y.Zip(f, (a, b) => (a - y.Average()) * (b - f.Average())).Sum() / f.Sum(b => (b - f.Average()) * (b - f.Average()));
        Assert.Equal(lambda, report.Lambda, 1e-9);
        Assert.Equal(y.Zip(f, (a, b) => a - (lambda * b)).Average() + (lambda * panelMean), report.Mean, 1e-9);
        Assert.Equal(panelMean, report.PanelMean!.Value, 1e-9);
        Assert.Equal(y.Average(), report.GoldMean, 1e-9);
        Assert.Equal((800, drawn.Length), (report.Items, report.Gold));
        Assert.True(report.Interval.Width < report.GoldInterval.Width);
    }

    [Theory]
    [InlineData(30, 1.0)]
    [InlineData(100, 4.0)]
    [InlineData(100, 40.0)]
    public void Intervals_hold(int size, double noise)
    {
        var draws = TestDepth.Of(300, 4_000);
        var (panel, truth) = Population(900, noise);
        var (held, width, goldWidth) = (0, 0.0, 0.0);
        for (var d = 0; d < draws; d++)
        {
            int[] drawn = [.. new SeededRandom(d, "draw").Order(900).Take(size)];
            var report = Assert.IsType<MeanReport.Estimated>(Means.Of(panel, Gold(truth, drawn), SampleDesign.Simple(900, drawn)));
            held += report.Interval.Contains(truth.Average()) ? 1 : 0;
            (width, goldWidth) = (width + report.Interval.Width, goldWidth + report.GoldInterval.Width);
        }

        Assert.InRange((double)held / draws, 0.95 - (3 * Math.Sqrt(0.95 * 0.05 / draws)), 1);
        Assert.True(width <= goldWidth);
    }

    [Fact]
    public void Equal_scores_of_few_items_are_not_certain()
    {
        var report = Assert.IsType<MeanReport.Estimated>(
            Means.Of(new double?[100], Gold([.. Enumerable.Repeat(5.0, 100)], [1, 2, 3, 4, 5]), SampleDesign.Simple(100, [1, 2, 3, 4, 5]), range: (1, 5)));
        Assert.Equal(5, report.Mean);
        Assert.True(report.Interval.Width > 0.5);
        Assert.Null(report.PanelMean);
    }

    [Fact]
    public void Scores_that_were_not_drawn_at_random_tell_no_mean() =>
        Assert.IsType<MeanReport.Refused>(Means.Of([1, 2], [1, 2], null));
}
