namespace Roundtable.Annotation.Estimates;

/// <summary>One stratum of a population of known panel scores, some of whose items have true scores too.</summary>
internal sealed class PairedStratum
{
    /// <param name="population">Number of items.</param>
    /// <param name="panelMean">Mean of the panel's scores over all items.</param>
    /// <param name="truth">True scores of the drawn items.</param>
    /// <param name="panel">The panel's scores of the same items.</param>
    public PairedStratum(int population, double panelMean, double[] truth, double[] panel)
    {
        (Population, PanelMean, Drawn) = (population, panelMean, truth.Length);
        TruthMean = truth.Average();
        DrawnPanelMean = panel.Average();
        for (var i = 0; i < truth.Length; i++)
        {
            TruthVariance += (truth[i] - TruthMean) * (truth[i] - TruthMean);
            PanelVariance += (panel[i] - DrawnPanelMean) * (panel[i] - DrawnPanelMean);
            Covariance += (truth[i] - TruthMean) * (panel[i] - DrawnPanelMean);
        }

        var freedom = Math.Max(1, truth.Length - 1);
        (TruthVariance, PanelVariance, Covariance) = (TruthVariance / freedom, PanelVariance / freedom, Covariance / freedom);
    }

    public int Population { get; }

    public double PanelMean { get; }

    public int Drawn { get; }

    public double TruthMean { get; }

    public double DrawnPanelMean { get; }

    public double TruthVariance { get; }

    public double PanelVariance { get; }

    public double Covariance { get; }

    /// <summary>The factor by which a variance within the stratum enters the variance of the total mean: W² (1 − n/N) ÷ n (Cochran 1977, 5.6).</summary>
    public double Weight(long all)
    {
        var share = (double)Population / all;
        return share * share * (1 - ((double)Drawn / Population)) / Drawn;
    }
}
