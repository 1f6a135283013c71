namespace Roundtable.Annotation.Estimates;

/// <summary>
/// The interval of one class's share: Wilson's score interval around the prediction-powered estimate, at the number of labels that the gold is worth with the
/// panel.
/// </summary>
internal static class ShareInterval
{
    public static ShareEstimate Of(string name, IReadOnlyList<PairedStratum> strata, double level)
    {
        var all = strata.Sum(s => (long)s.Population);
        var design = strata.Sum(s => s.Weight(all));
        var panelVariance = strata.Sum(s => s.Weight(all) * s.PanelVariance);
        var covariance = strata.Sum(s => s.Weight(all) * s.Covariance);
        var lambda = panelVariance > 0 ? Math.Clamp(covariance / panelVariance, 0, 1) : 0;
        var goldShare = strata.Sum(s => s.TruthMean * s.Population / all);
        var share = Math.Clamp(goldShare + (lambda * strata.Sum(s => (s.PanelMean - s.DrawnPanelMean) * s.Population / all)), 0, 1);
        var total = strata.Sum(s => s.Weight(all) * s.TruthVariance);
        var kept = total > 0 ? Math.Clamp((total - (lambda * covariance)) / total, 0.01, 1) : 1;
        var gold = design > 0 ? 1 / design : double.PositiveInfinity;
        return new ShareEstimate(
            name,
            share,
            Proportions.Wilson(share, gold / kept, level),
            0,
            goldShare,
            Proportions.Wilson(goldShare, gold, level),
            (int)Math.Round(strata.Sum(s => s.TruthMean * s.Drawn)),
            lambda,
            gold / kept);
    }
}
