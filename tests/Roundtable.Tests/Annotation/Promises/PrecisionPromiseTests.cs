using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Promises;

public sealed class PrecisionPromiseTests
{
    /// <summary>A task of two classes whose labels are right with a probability below what they say.</summary>
    private static (PanelLabels Panel, short[] Truth) Task(int items, double overconfidence)
    {
        var random = new SeededRandom(items, "task");
        var (truth, told) = (new short[items], new float[2 * items]);
        for (var i = 0; i < items; i++)
        {
            var (label, confidence) = (random.Next(2), 0.55 + (0.45 * random.NextUnit()));
            truth[i] = (short)(random.NextUnit() < confidence - (overconfidence * (1 - confidence)) ? label : 1 - label);
            (told[(2 * i) + label], told[(2 * i) + 1 - label]) = ((float)confidence, (float)(1 - confidence));
        }

        return (PanelLabels.Of(2, told), truth);
    }

    private static (GoldLabels Gold, SampleDesign Draw) Split(short[] truth, int size, long seed)
    {
        int[] drawn = [.. new SeededRandom(seed, "split").Order(truth.Length).Take(size)];
        var labels = Enumerable.Repeat(VoteTable.None, truth.Length).ToArray();
        foreach (var item in drawn)
        {
            labels[item] = truth[item];
        }

        return (new GoldLabels(labels), SampleDesign.Simple(truth.Length, drawn));
    }

    private static List<bool> Taken(PanelLabels panel, short[] truth, GoldLabels gold, PromiseReport.Given promise) =>
    [
        .. Enumerable.Range(0, truth.Length)
            .Where(i => gold[i] == VoteTable.None && panel.ConfidenceOf(i) >= promise.MinConfidence)
            .Select(i => panel.LabelOf(i) == truth[i]),
    ];

    [Theory]
    [InlineData(300, 0.0)]
    [InlineData(1_500, 0.0)]
    [InlineData(1_500, 0.4)]
    public void A_promise_holds_in_95_of_100_draws(int size, double overconfidence)
    {
        var splits = TestDepth.Of(100, 1_000);
        var (panel, truth) = Task(TestDepth.Of(6_000, 20_000), overconfidence);
        var (broken, given) = (0, 0);
        for (var s = 0; s < splits; s++)
        {
            var (gold, draw) = Split(truth, size, s);
            if (PrecisionPromise.Of(panel, gold, draw) is PromiseReport.Given promise)
            {
                var taken = Taken(panel, truth, gold, promise);
                given++;
                broken += taken.Count(t => t) < 0.9 * taken.Count ? 1 : 0;
                Assert.Equal((taken.Count, truth.Length - size), (promise.Taken, promise.Open));
                Assert.Equal(gold.Items.Count(i => panel.ConfidenceOf(i) >= promise.MinConfidence), promise.GoldTaken);
            }
        }

        Assert.InRange((double)broken / splits, 0, 0.05 + (2 * Math.Sqrt(0.05 * 0.95 / splits)));
        Assert.True(size < 1_000 || given > splits / 2);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void On_average_a_weaker_promise_holds(int size)
    {
        var splits = TestDepth.Of(150, 1_500);
        var (panel, truth) = Task(4_000, 0.3);
        var kept = 0.0;
        for (var s = 0; s < splits; s++)
        {
            var (gold, draw) = Split(truth, size, s);
            var report = PrecisionPromise.OnAverage(panel, gold, draw);
            kept += report is PromiseReport.Given promise ? Taken(panel, truth, gold, promise).Average(t => t ? 1.0 : 0) : 1;
        }

        Assert.InRange(kept / splits, 0.9 - 0.01, 1);
    }

    [Fact]
    public void Beside_a_promise_stands_what_could_be_taken_on_average()
    {
        var (panel, truth) = Task(4_000, 0.3);
        var (gold, draw) = Split(truth, 600, 1);
        var average = Assert.IsType<PromiseReport.Given>(PrecisionPromise.OnAverage(panel, gold, draw));
        var certain = PrecisionPromise.Of(panel, gold, draw);
        Assert.Equal(average, certain.OnAverage);
        Assert.True(certain is not PromiseReport.Given given || given.Taken <= average.Taken);
        Assert.Null(average.Certainty);
        Assert.Null(PrecisionPromise.Of(panel, gold, null).OnAverage);
    }

    [Fact]
    public void A_useless_panel_is_promised_nothing()
    {
        var truth = Enumerable.Range(0, 1_000).Select(i => (short)(i % 2)).ToArray();
        var (gold, draw) = Split(truth, 400, 1);
        var report = PrecisionPromise.Of(PanelLabels.Of(2, Enumerable.Repeat((short)0, 1_000).ToArray()), gold, draw);
        Assert.Contains("0.9 cannot be promised with this gold (400 labels)", Reason(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public void Of_many_open_items_29_right_of_29_are_needed(int size, bool possible)
    {
        // 0.9 to the 29th is 0.047.
        var truth = new short[100_000];
        var (gold, draw) = Split(truth, size, 2);
        Assert.Equal(possible, PrecisionPromise.Of(PanelLabels.Of(1, truth), gold, draw) is PromiseReport.Given);
    }

    [Fact]
    public void The_p_value_is_the_greatest_probability_under_a_broken_promise()
    {
        // 12 gold and 20 open labels taken: more than 2 open wrong breaks the promise. Every number of wrong labels among all 32 is tried.
        var value = ThresholdSequence.PValue(12, 1, 20, 0.9);
        double Falsely(int marked) => Enumerable.Range(0, 2).Where(w => marked - w > 2 && marked - w <= 20).Sum(w =>
            Choose(marked, w) * Choose(32 - marked, 12 - w) / Choose(32, 12));
        Assert.Equal(value, Enumerable.Range(0, 33).Max(Falsely), 1e-9);
    }

    [Fact]
    public void Only_a_simple_random_draw_promises()
    {
        var (panel, truth) = Task(200, 0);
        var (gold, draw) = Split(truth, 100, 3);
        Assert.Contains("drew at random", Reason(PrecisionPromise.Of(panel, gold, null)), StringComparison.Ordinal);
        var strata = new SampleDesign(
        [
            new("a", [.. Enumerable.Range(0, 100)], [.. draw.Strata[0].Drawn.Where(i => i < 100)]),
            new("b", [.. Enumerable.Range(100, 100)], [.. draw.Strata[0].Drawn.Where(i => i >= 100)]),
        ]);
        Assert.Contains("by strata", Reason(PrecisionPromise.OnAverage(panel, gold, strata)), StringComparison.Ordinal);
    }

    private static string Reason(PromiseReport report) => Assert.IsType<PromiseReport.NotPossible>(report).Reason;

    private static double Choose(int n, int k) => k < 0 || k > n ? 0 : Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
}
