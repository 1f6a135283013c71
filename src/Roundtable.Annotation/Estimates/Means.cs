using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Estimates;

/// <summary>The mean of a score over the items of a run, by the same inference as <see cref="Shares"/>.</summary>
public static class Means
{
    /// <summary>Estimates the mean.</summary>
    /// <param name="panel">The panel's score of each unit of the draw; null where it has none, which is replaced by the mean of those it has.</param>
    /// <param name="gold">People's score of each unit; null where no person gave one.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="level">The confidence of the interval, more than 0 and less than 1.</param>
    /// <param name="range">
    /// The lowest and the highest score that can be given; null takes those that panel and people gave. One more gold item is assumed, half at each of these
    /// ends, so
    /// that an interval from equal scores has a width.
    /// </param>
    /// <exception cref="ArgumentException">When panel and gold are not of the same units.</exception>
    public static MeanReport Of(
        IReadOnlyList<double?> panel,
        IReadOnlyList<double?> gold,
        SampleDesign? draw,
        double level = Interval.DefaultLevel,
        (double Min, double Max)? range = null)
    {
        if (panel.Count != gold.Count)
        {
            throw new ArgumentException($"There are {panel.Count} scores of the panel and {gold.Count} of people.", nameof(gold));
        }

        var sample = GoldSample.Of(panel.Count, i => gold[i] is not null, draw, "Means");
        if (sample.Refusal is { } reason)
        {
            return new MeanReport.Refused(reason);
        }

        var scored = Enumerable.Range(0, panel.Count).Where(i => panel[i] is not null).ToList();
        double? panelMean = scored.Count > 0 ? scored.Sum(i => sample.SizeOf(i) * panel[i]!.Value) / scored.Sum(i => (double)sample.SizeOf(i)) : null;
        var strata = PairedStratum.Of(sample, i => gold[i]!.Value, i => panel[i] ?? panelMean ?? 0);
        var (min, max) = range ?? (gold.Concat(panel).Min() ?? 0, gold.Concat(panel).Max() ?? 0);
        return Estimate(strata, sample, min, max, level) with { PanelMean = panelMean };
    }

    private static MeanReport.Estimated Estimate(IReadOnlyList<PairedStratum> strata, GoldSample sample, double min, double max, double level)
    {
        var all = strata.Sum(s => s.Items);
        var goldMean = strata.Sum(s => s.TruthMean * s.Items) / all;
        var ends = ((goldMean - min) * (goldMean - min) / 2) + ((max - goldMean) * (max - goldMean) / 2);

        // With the assumed item there is one more of each stratum's residuals, so that their number is not reduced by one.
        double Variance(Func<PairedStratum, double> squares) => strata.Sum(s => s.Weight(all) * squares(s) / s.Drawn);
        var truth = Variance(s => s.TruthSquares + (ends * s.SizeEffect));
        var (panel, both) = (Variance(s => s.PanelSquares), Math.Max(0, Variance(s => s.Products)));
        var lambda = panel > 0 ? Math.Min(1, both / panel) : 0;
        var mean = goldMean + (lambda * strata.Sum(s => (s.PanelMean - s.DrawnPanelMean) * s.Items) / all);
        var freedom = Math.Max(1, strata.Sum(s => s.Drawn - 1));
        var left = lambda > 0 && freedom > 1
            ? Math.Min(truth, (truth - (2 * lambda * both) + (lambda * lambda * panel)) * freedom / (freedom - 1))
            : truth;
        var quantile = StudentT.TwoSided(level, freedom);
        Interval Around(double centre, double variance) =>
            new(centre - (quantile * Math.Sqrt(Math.Max(0, variance))), centre + (quantile * Math.Sqrt(Math.Max(0, variance))), level);
        return new MeanReport.Estimated(mean, Around(mean, left), null, goldMean, Around(goldMean, truth), lambda, (int)all, sample.Count);
    }
}
