using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Estimates;

/// <summary>The mean of a score over the items of a run, by the same inference as <see cref="Shares"/>.</summary>
public static class Means
{
    /// <summary>Estimates the mean.</summary>
    /// <param name="panel">The panel's score of each item; null where it has none, which is replaced by the mean of those it has.</param>
    /// <param name="gold">People's score of each item; null where no person gave one.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="level">The confidence of the interval, more than 0 and less than 1.</param>
    /// <exception cref="ArgumentException">When panel and gold are not of the same items.</exception>
    public static MeanReport Of(IReadOnlyList<double?> panel, IReadOnlyList<double?> gold, RandomDraw? draw, double level = Interval.DefaultLevel)
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

        var known = panel.OfType<double>().ToList();
        double? panelMean = known.Count > 0 ? known.Average() : null;
        double Score(int item) => panel[item] ?? panelMean ?? 0;
        var strata = sample.Strata
            .Select(s => new PairedStratum(s.Items.Count, s.Items.Average(Score), [.. s.Drawn.Select(i => gold[i]!.Value)], [.. s.Drawn.Select(Score)]))
            .ToList();
        var all = strata.Sum(s => (long)s.Population);
        var panelVariance = strata.Sum(s => s.Weight(all) * s.PanelVariance);
        var covariance = strata.Sum(s => s.Weight(all) * s.Covariance);
        var total = strata.Sum(s => s.Weight(all) * s.TruthVariance);
        var lambda = panelVariance > 0 ? Math.Clamp(covariance / panelVariance, 0, 1) : 0;
        var goldMean = strata.Sum(s => s.TruthMean * s.Population / all);
        var mean = goldMean + (lambda * strata.Sum(s => (s.PanelMean - s.DrawnPanelMean) * s.Population / all));
        var residual = Math.Max(0, total - (2 * lambda * covariance) + (lambda * lambda * panelVariance));
        Interval Around(double centre, double variance)
        {
            var half = Normal.TwoSided(level) * Math.Sqrt(variance);
            return new Interval(centre - half, centre + half, level);
        }

        return new MeanReport.Estimated(mean, Around(mean, residual), panelMean, goldMean, Around(goldMean, total), lambda, panel.Count, sample.Count);
    }
}
