namespace Roundtable.Corpus.Reports;

/// <summary>Some of the rows.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Rows">How many of those that were looked at.</param>
/// <param name="Words">How many words they have.</param>
/// <param name="Share">Their share of the rows that were looked at, 0 to 1.</param>
/// <param name="Low">Where only a sample was looked at: the lower end of the 95 % confidence interval (Wilson 1927) for the share in all rows.</param>
/// <param name="High">Its upper end.</param>
public sealed record ReportShare(string Name, long Rows, long Words, double Share, double? Low = null, double? High = null)
{
    private const double Quantile = 1.959963984540054;

    /// <summary>A share of rows.</summary>
    /// <param name="name">What they have in common.</param>
    /// <param name="rows">How many.</param>
    /// <param name="words">How many words they have.</param>
    /// <param name="of">How many were looked at.</param>
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
