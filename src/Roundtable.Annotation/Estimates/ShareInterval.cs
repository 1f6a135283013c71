using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Estimates;

/// <summary>
/// The interval of one class's share: Wilson's score interval around the prediction-powered estimate, at the number of labels that the gold is worth with the
/// panel. The interval of the normal approximation, with which prediction-powered inference is usually told, has no width where no gold item is of the class.
/// </summary>
internal static class ShareInterval
{
    /// <summary>
    /// How many further gold items of the class, and not of it, are assumed of which the panel says nothing: a correlation seen on the few items of a rare
    /// class
    /// is chance more than knowledge.
    /// </summary>
    private const double AssumedHits = 1;

    /// <summary>
    /// Up to so many gold items Wilson's limit is replaced by the exact Poisson limit where that is farther out (Brown, Cai and DasGupta 2001).
    /// </summary>
    private const int FewHits = 3;

    public static ShareEstimate Of(string name, IReadOnlyList<PairedStratum> strata, double level)
    {
        var all = strata.Sum(s => s.Items);
        var hits = EffectiveHits(strata, all, s => s.TruthMean);
        var misses = EffectiveHits(strata, all, s => 1 - s.TruthMean);
        var goldShare = strata.Sum(s => s.TruthMean * s.Items) / all;

        double Variance(Func<PairedStratum, double> squares) => strata.Sum(s => s.Weight(all) * squares(s) / Math.Max(1, s.Drawn - 1));
        var truth = Variance(s => TruthSquares(s, goldShare));
        var (panel, both) = (Variance(s => s.PanelSquares), Math.Max(0, Variance(s => Trust(s) * s.Products)));
        var lambda = panel > 0 ? Math.Min(1, both / panel) : 0;

        // People's answers bound the share whatever the rest may be.
        var least = strata.Sum(s => s.TruthMean * s.DrawnItems) / all;
        var most = Math.Max(least, 1 - (strata.Sum(s => (1 - s.TruthMean) * s.DrawnItems) / all));
        var share = Math.Clamp(goldShare + (lambda * strata.Sum(s => (s.PanelMean - s.DrawnPanelMean) * s.Items) / all), least, most);

        // Sizes of simple samples with replacement that are as precise as the gold, without and with the panel.
        var gold = GoldSize(strata, all, goldShare, truth);
        var freedom = strata.Sum(s => s.Drawn - 1);
        var left = lambda > 0 && truth > 0 && freedom > 1 ? (truth - (2 * lambda * both) + (lambda * lambda * panel)) / truth * freedom / (freedom - 1) : 1;
        var worth = gold / Math.Min(1, left);

        Interval Around(double centre, double size)
        {
            var (low, high, _) = Proportions.Wilson(centre, size, level);
            low = Math.Min(low, centre * FewFactor(hits, level));
            high = Math.Max(high, 1 - ((1 - centre) * FewFactor(misses, level)));
            return new Interval(Math.Max(least, low), Math.Min(most, high), level);
        }

        return new ShareEstimate(name, share, Around(share, worth), 0, goldShare, Around(goldShare, gold), 0, lambda, double.IsFinite(worth) ? worth : all);
    }

    /// <summary>
    /// The number of equally weighted gold items that are as uncertain as those of the class (Kish 1965): their count, in a simple draw of items.
    /// </summary>
    private static double EffectiveHits(IReadOnlyList<PairedStratum> strata, long all, Func<PairedStratum, double> share)
    {
        var sum = strata.Sum(s => share(s) * s.Items / all);
        var squares = strata.Sum(s => share(s) * s.Items / all * s.Items / all * s.SizeEffect / s.Drawn);
        return squares > 0 ? sum * sum / squares : 0;
    }

    /// <summary>How far the covariance of a stratum is believed, 0 to 1: as far as there are gold items both of the class and not of it.</summary>
    private static double Trust(PairedStratum stratum)
    {
        var few = Math.Min(stratum.TruthMean, 1 - stratum.TruthMean) * stratum.Drawn / stratum.SizeEffect;
        return few / (few + AssumedHits);
    }

    /// <summary>
    /// The squares of a stratum with one item more of the share of all, so that a stratum without a hit has some. Where there is one stratum and units are
    /// items it changes
    /// nothing.
    /// </summary>
    private static double TruthSquares(PairedStratum stratum, double share)
    {
        double drawn = stratum.Drawn;
        var off = stratum.TruthMean - share;
        return drawn / (drawn + 1) * (stratum.TruthSquares + (stratum.SizeEffect * ((share * (1 - share)) + (drawn / (drawn + 1) * off * off))));
    }

    /// <summary>
    /// The size of a simple sample with replacement as precise as the gold alone: n (N − 1) ÷ (N − n) in a simple draw of items; otherwise also by what
    /// strata and
    /// unequal units change. Infinite where all is gold.
    /// </summary>
    private static double GoldSize(IReadOnlyList<PairedStratum> strata, long all, double share, double truth)
    {
        var unit = strata.Sum(s => s.Weight(all) * s.SizeEffect * s.Units / Math.Max(1, s.Units - 1));
        var simple = strata.Count == 1 && strata[0].SizeEffect <= 1;
        return unit <= 0 ? double.PositiveInfinity : simple || share is <= 0 or >= 1 ? 1 / unit : share * (1 - share) / truth;
    }

    /// <summary>
    /// The Poisson limit of a few items as a part of their number: at that rate as many are seen with probability 1 − level. 1 for none and for many.
    /// </summary>
    private static double FewFactor(double hits, double level)
    {
        if (hits is <= 0 or > FewHits)
        {
            return 1;
        }

        var count = (int)Math.Ceiling(hits - 1e-9);
        var (low, high) = (0.0, (double)count);
        while (high - low > 1e-9)
        {
            var rate = (low + high) / 2;
            (low, high) = Counts.PoissonAtMost(count - 1, rate) > level ? (rate, high) : (low, rate);
        }

        return low / count;
    }
}
