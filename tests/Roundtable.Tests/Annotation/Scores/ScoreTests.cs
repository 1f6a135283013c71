using System.Numerics;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Scores;

public sealed class ScoreTests
{
    [Fact]
    public void Ties_share_the_point()
    {
        Assert.Equal(1, Points.OfPlurality([0, 0, 1], 0));
        Assert.Equal(0, Points.OfPlurality([0, 0, 1], 1));
        Assert.Equal(0.5, Points.OfPlurality([0, 1, VoteTable.None], 1));
        Assert.Equal(1.0 / 3, Points.OfPlurality([0, 1, 2], 1));
        Assert.Equal(0, Points.OfPlurality([VoteTable.None], 1));
        Assert.Throws<ArgumentException>(() => Points.OfPlurality([0], VoteTable.None));
    }

    [Theory]
    [InlineData(5, 15)]
    [InlineData(86, 150)]
    [InlineData(0, 6)]
    [InlineData(7, 7)]
    public void McNemars_test_counts_all_ways_to_move(int rightToWrong, int wrongToRight)
    {
        var moves = rightToWrong + wrongToRight;
        BigInteger ways = 0, choose = 1;
        for (var k = 0; k <= Math.Min(rightToWrong, wrongToRight); k++)
        {
            ways += choose;
            choose = choose * (moves - k) / (k + 1);
        }

        var expected = Math.Min(1, Math.Exp(BigInteger.Log(ways) - ((moves - 1) * Math.Log(2))));
        Assert.Equal(expected, new McNemarTest(rightToWrong, wrongToRight).PValue, 1e-10);
    }

    [Fact]
    public void McNemars_test_gives_tabulated_values()
    {
        Assert.Equal(0.0414, new McNemarTest(5, 15).PValue, 1e-4);
        Assert.Equal(0.03125, new McNemarTest(6, 0).PValue, 1e-12);
        Assert.Equal(1, new McNemarTest(0, 0).PValue);
    }

    [Fact]
    public void Risk_over_coverage_is_averaged_over_all_numbers_taken()
    {
        var curve = RiskCoverage.Of([0.9, 0.5, 0.8, 0.5], [1, 0, 0, 1]);
        Assert.Equal([(0.9, 0.25, 0.0), (0.8, 0.5, 0.5), (0.5, 1.0, 0.5)], curve.Points.Select(p => (p.MinConfidence, p.Coverage, p.Risk)));

        // Of the two equal ones either may come first: (0 + 1/2 + (1 + 1/2)/3 + 2/4) / 4.
        Assert.Equal((0 + 0.5 + (1.5 / 3) + 0.5) / 4, curve.Area, 1e-12);
    }

    [Fact]
    public void Calibration_is_measured_in_bins_of_equal_counts()
    {
        var measured = CalibrationError.Of([0.9, 0.2, 0.9, 0.2], [1, 1, 0, 0], bins: 2);
        Assert.Equal([(2, 0.2, 0.5), (2, 0.9, 0.5)], measured.Bins.Select(b => (b.Count, b.Probability, b.Right)));
        Assert.Equal((0.3 + 0.4) / 2, measured.Error, 1e-12);
        Assert.Equal((0.01 + 0.64 + 0.81 + 0.04) / 4, measured.Brier, 1e-12);
        Assert.Equal(measured.Error, CalibrationError.Of([0.2, 0.9, 0.2, 0.9], [0, 0, 1, 1], bins: 2).Error, 1e-12);
        Assert.Equal(4, CalibrationError.Of([0.1, 0.2, 0.3, 0.4], [0, 0, 0, 0]).Bins.Count);
    }

    [Fact]
    public void Perfect_calibration_errs_as_expected_at_its_size()
    {
        var random = new SeededRandom(1, "calibrated");
        var errors = Enumerable.Range(0, 100).Select(_ =>
        {
            double[] told = [.. Enumerable.Range(0, 300).Select(_ => random.NextUnit())];
            return CalibrationError.Of(told, [.. told.Select(p => random.NextUnit() < p ? 1.0 : 0)]);
        }).ToList();
        Assert.Equal(errors.Average(e => e.ExpectedIfCalibrated), errors.Average(e => e.Error), 0.005);
        Assert.InRange(errors[0].ExpectedIfCalibrated, 0.03, 0.08);
    }

    [Fact]
    public void A_bootstrap_is_that_of_its_seed_and_as_wide_as_the_spread()
    {
        double[] points = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1.0 : 0)];
        var mean = PairedBootstrap.Mean(points, 5);
        Assert.Equal(0.25, mean.Mean);
        Assert.Equal(2 * 1.96 * Math.Sqrt(0.25 * 0.75 / 400), mean.Interval.Width, 0.008);
        Assert.Equal(mean, PairedBootstrap.Mean(points, 5));
        double[] unequal = [.. points.Select((p, i) => p + (i / 1_000.0))];
        Assert.NotEqual(PairedBootstrap.Mean(unequal, 5), PairedBootstrap.Mean(unequal, 6));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Mean([], 1));
    }

    [Fact]
    public void Differences_are_taken_item_by_item()
    {
        double[] first = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1.0 : 0)];
        Assert.Equal(0, PairedBootstrap.Difference(first, first, 1).Interval.Width);
        Assert.Equal(0.5, PairedBootstrap.Difference(first, new double[200], 1).Mean);
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Difference(first, new double[3], 1));
    }

    [Fact]
    public void Chance_makes_no_best_seat()
    {
        // Twenty seats of pure chance: the best on all items looks better than any of them is.
        var random = new SeededRandom(8, "chance");
        double[][] seats = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 200).Select(_ => (double)random.Next(2)).ToArray())];
        var gain = BestSeat.Gain(seats, [.. Enumerable.Repeat(0.5, 200)], 1);
        Assert.True(gain.Interval.Contains(0));
        Assert.True(seats.Max(s => s.Average()) - 0.5 > Math.Abs(gain.Mean));
        Assert.Equal(gain, BestSeat.Gain(seats, [.. Enumerable.Repeat(0.5, 200)], 1));
    }

    [Fact]
    public void A_panel_is_compared_with_the_seat_that_was_chosen()
    {
        double[] good = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 0.0 : 1)];
        double[] bad = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 1.0 : 0)];
        double[] panel = [.. Enumerable.Repeat(1.0, 100)];
        Assert.Equal(0.1, BestSeat.Gain([bad, good], panel, 1).Mean, 1e-9);
        Assert.Equal(0.5, BestSeat.Gain([bad, good], panel, 1, [panel, [.. Enumerable.Repeat(0.5, 100)]]).Mean, 1e-9);
        Assert.Throws<ArgumentException>(() => BestSeat.Gain([good, [1]], panel, 1));
        Assert.Throws<ArgumentException>(() => BestSeat.Gain([], panel, 1));
    }
}
