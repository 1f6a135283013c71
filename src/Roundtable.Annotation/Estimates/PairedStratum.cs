namespace Roundtable.Annotation.Estimates;

/// <summary>
/// One stratum of a population whose panel scores are known and of which some units have true scores too. A unit is an item, or all items of equal text;
/// scores
/// are means over its items. Means are ratios of totals, and variances those of their linearised residuals (Cochran 1977, chapters 6 and 9A), which are the
/// plain ones where each unit is one item.
/// </summary>
internal sealed class PairedStratum
{
    /// <summary>Sums up a stratum.</summary>
    /// <param name="sizes">How many items each unit of the stratum has.</param>
    /// <param name="panelMean">Mean of the panel's scores over all items.</param>
    /// <param name="drawn">The drawn units: how many items each has, its true score, and the panel's.</param>
    public PairedStratum(IReadOnlyList<int> sizes, double panelMean, IReadOnlyList<(int Size, double Truth, double Panel)> drawn)
    {
        (Units, Items, PanelMean, Drawn) = (sizes.Count, sizes.Sum(s => (long)s), panelMean, drawn.Count);
        DrawnItems = drawn.Sum(d => (long)d.Size);
        TruthMean = drawn.Sum(d => d.Size * d.Truth) / DrawnItems;
        DrawnPanelMean = drawn.Sum(d => d.Size * d.Panel) / DrawnItems;
        var mean = (double)Items / Units;
        foreach (var (size, truth, panel) in drawn)
        {
            var (y, f) = (size / mean * (truth - TruthMean), size / mean * (panel - DrawnPanelMean));
            TruthSquares += y * y;
            PanelSquares += f * f;
            Products += y * f;
        }

        SizeEffect = sizes.Sum(s => s / mean * (s / mean)) / Units;
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Number of items.</summary>
    public long Items { get; }

    /// <summary>Mean of the panel's scores over all items.</summary>
    public double PanelMean { get; }

    /// <summary>Number of units drawn.</summary>
    public int Drawn { get; }

    /// <summary>Number of items that have a drawn unit's text.</summary>
    public long DrawnItems { get; }

    /// <summary>Mean true score of the drawn items.</summary>
    public double TruthMean { get; }

    /// <summary>Mean of the panel's scores of the drawn items.</summary>
    public double DrawnPanelMean { get; }

    /// <summary>Sum of squared residuals of the true scores.</summary>
    public double TruthSquares { get; }

    /// <summary>Sum of squared residuals of the panel's scores.</summary>
    public double PanelSquares { get; }

    /// <summary>Sum of products of both residuals.</summary>
    public double Products { get; }

    /// <summary>By how much unequal units make the draw worth less (Kish 1965): 1 where all have as many items.</summary>
    public double SizeEffect { get; }

    /// <summary>The factor by which a variance within the stratum enters that of the mean over all items: W² (1 − n ÷ N) ÷ n (Cochran 1977, 5.6).</summary>
    public double Weight(long all)
    {
        var share = (double)Items / all;
        return share * share * (1 - ((double)Drawn / Units)) / Drawn;
    }

    /// <summary>The strata of a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="truth">The true score of a drawn unit.</param>
    /// <param name="panel">The panel's score of a unit.</param>
    public static IReadOnlyList<PairedStratum> Of(GoldSample sample, Func<int, double> truth, Func<int, double> panel) =>
    [
        .. sample.Strata.Select(s =>
        {
            var (sum, items) = (0.0, 0L);
            var sizes = new int[s.Items.Count];
            for (var i = 0; i < sizes.Length; i++)
            {
                sizes[i] = sample.SizeOf(s.Items[i]);
                items += sizes[i];
                sum += sizes[i] * panel(s.Items[i]);
            }

            return new PairedStratum(sizes, sum / items, [.. s.Drawn.Select(u => (sample.SizeOf(u), truth(u), panel(u)))]);
        }),
    ];
}
