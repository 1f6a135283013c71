namespace Roundtable.Watching.Findings;

/// <summary>
/// How often the same rules, with the same settings, were wrong on the second half of the reference compared with its first half: all of it is taken for
/// benign, so that every finding above a notice there is a false alarm.
/// </summary>
/// <param name="Callers">How many callers the second half had.</param>
/// <param name="FalseCallers">How many of them were in a finding above a notice.</param>
/// <param name="Windows">How many windows of it were tested.</param>
/// <param name="FalseWindows">How many of them were flagged.</param>
public sealed record ErrorRates(int Callers, int FalseCallers, int Windows, int FalseWindows)
{
    /// <summary>The upper end of the one-sided 95 % interval of the share of callers (Clopper and Pearson).</summary>
    public double CallersAtMost => Upper(FalseCallers, Callers);

    /// <summary>The same for windows.</summary>
    public double WindowsAtMost => Upper(FalseWindows, Windows);

    /// <summary>The largest share at which so few of so many still come in 5 % of cases; 1 without any.</summary>
    internal static double Upper(int found, int of)
    {
        if (of == 0 || found >= of)
        {
            return 1;
        }

        var (low, high) = ((double)found / of, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (AtMost(found, of, middle) > 0.05)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private static double AtMost(int found, int of, double share)
    {
        var (sum, term) = (0.0, of * Math.Log(1 - share));
        for (var k = 0; k <= found; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log(of - k) - Math.Log(k + 1) + Math.Log(share) - Math.Log(1 - share);
        }

        return sum;
    }
}
