namespace Roundtable.Corpus.Reports;

/// <summary>A subset of the rows.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Rows">The number of examined rows in it.</param>
/// <param name="Words">The number of their words.</param>
/// <param name="Share">The fraction of the examined rows, 0 to 1.</param>
/// <param name="Low">For a sample: the lower end of the 95 % confidence interval (Wilson 1927) of the fraction of all rows.</param>
/// <param name="High">Its upper end.</param>
public sealed record ReportShare(string Name, long Rows, long Words, double Share, double? Low = null, double? High = null)
{
    private const double Quantile = 1.959963984540054;

    /// <summary>Computes the share of a subset.</summary>
    /// <param name="name">What they have in common.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="words">The number of their words.</param>
    /// <param name="of">The number of examined rows.</param>
    /// <param name="isSample">Whether those were a sample.</param>
    public static ReportShare Of(string name, long rows, long words, long of, bool isSample)
    {
        var share = of == 0 ? 0 : (double)rows / of;
        if (!isSample || of == 0)
        {
            return new ReportShare(name, rows, words, Round(share));
        }

        var square = Quantile * Quantile;
        var middle = (share + (square / (2 * of))) / (1 + (square / of));
        var half = Quantile * Math.Sqrt((share * (1 - share) / of) + (square / (4.0 * of * of))) / (1 + (square / of));
        return new ReportShare(name, rows, words, Round(share), Round(Math.Max(0, middle - half)), Round(Math.Min(1, middle + half)));
    }

    private static double Round(double share) => Math.Round(share, 6);
}
