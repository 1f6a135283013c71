using Roundtable.Annotation.Estimates;
using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Estimates;

/// <summary>
/// How often 95 % intervals hold over seeded draws. bench/estimates measures it on real votes; here are rare classes and strata, where the interval of the
/// normal
/// approximation fails.
/// </summary>
public sealed class ShareCoverageTests
{
    private static readonly int _draws = TestDepth.Of(200, 4_000);

    /// <summary>Coverage that a true 95 % stays above with these numbers of draws (three standard errors), and the 91 % at least.</summary>
    private static readonly double _least = Math.Min(0.91, 0.95 - (3 * Math.Sqrt(0.95 * 0.05 / _draws)));

    [Theory]
    [InlineData(500, 0.9)]
    [InlineData(500, 0.3)]
    [InlineData(3000, 0.9)]
    [InlineData(3000, 0.0)]
    [InlineData(20_000, 0.6)]
    public void Intervals_hold_for_classes_however_rare(int items, double skill)
    {
        int[] rare = [1, items / 250, items / 100, items / 50, items / 20, items / 10, items / 4];
        var population = new SharePopulation(items, skill, [.. rare, items - rare.Sum()]);
        var held = new int[rare.Length + 1];
        var (width, goldWidth) = (0.0, 0.0);
        for (var d = 0; d < _draws; d++)
        {
            var shares = population.Estimate([.. new SeededRandom(d, "draw").Order(items).Take(100)]);
            for (var c = 0; c < held.Length; c++)
            {
                held[c] += shares[c].Interval.Contains(population.Share(c)) ? 1 : 0;
                (width, goldWidth) = (width + shares[c].Interval.Width, goldWidth + shares[c].GoldInterval.Width);
            }
        }

        Assert.All(held, h => Assert.InRange((double)h / _draws, _least, 1));
        Assert.True(width <= goldWidth);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.2)]
    public void Intervals_hold_for_draws_by_strata(double skill)
    {
        // Three strata of different make-up; the smallest has as much gold as the largest.
        int[][] counts = [[600, 300, 100], [50, 50, 400], [10, 10, 180]];
        var population = new SharePopulation(3, skill, [.. Enumerable.Range(0, 3).Select(c => counts.Sum(s => s[c]))]);
        var all = Enumerable.Range(0, population.Truth.Length).ToList();
        var items = Enumerable.Range(0, 3).Select(c => new Queue<int>(all.Where(i => population.Truth[i] == c))).ToArray();
        var strata = counts.Select(s => s.SelectMany((n, c) => Enumerable.Range(0, n).Select(_ => items[c].Dequeue())).ToArray()).ToArray();
        var held = new int[3];
        for (var d = 0; d < _draws; d++)
        {
            var draw = new SampleDesign([.. strata.Select((s, h) => new DrawnStratum(
                $"s{h}", s, [.. new SeededRandom(d, $"draw{h}").Order(s.Length).Take(40).Select(i => s[i])]))]);
            var shares = population.Estimate(draw);
            for (var c = 0; c < 3; c++)
            {
                held[c] += shares[c].Interval.Contains(population.Share(c)) ? 1 : 0;
            }
        }

        Assert.All(held, h => Assert.InRange((double)h / _draws, _least, 0.995));
    }

    [Fact]
    public void Intervals_hold_where_texts_have_unequally_many_items()
    {
        var population = new SharePopulation(12, 0.7, 500, 300, 200);
        var random = new SeededRandom(12, "sizes");
        int[] sizes = [.. Enumerable.Range(0, 1000).Select(_ => 1 + (random.Next(4) == 0 ? random.Next(12) : 0))];
        var all = (double)sizes.Sum();
        double[] truth = [.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, 1000).Where(i => population.Truth[i] == c).Sum(i => sizes[i]) / all)];
        var held = new int[3];
        for (var d = 0; d < _draws; d++)
        {
            var draw = new SampleDesign(SampleDesign.Simple(1000, [.. new SeededRandom(d, "draw").Order(1000).Take(150)]).Strata, sizes);
            var shares = population.Estimate(draw);
            for (var c = 0; c < 3; c++)
            {
                held[c] += shares[c].Interval.Contains(truth[c]) ? 1 : 0;
            }
        }

        Assert.All(held, h => Assert.InRange((double)h / _draws, _least, 0.995));
    }
}
