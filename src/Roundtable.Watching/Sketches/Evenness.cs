namespace Roundtable.Watching.Sketches;

/// <summary>
/// How evenly something is spread: the entropy of counts as a share of the most that there can be, 0 to 1, with the bias of few counts taken out (Miller 1955).
/// </summary>
public static class Evenness
{
    /// <summary>The evenness of counts; 0 where there are none.</summary>
    public static double Of(IReadOnlyList<long> counts)
    {
        double sum = counts.Sum();
        if (sum == 0 || counts.Count < 2)
        {
            return 0;
        }

        var entropy = -counts.Where(c => c > 0).Sum(c => c / sum * Math.Log(c / sum));
        return Math.Min(1, (entropy + ((counts.Count(c => c > 0) - 1) / (2 * sum))) / Math.Log(counts.Count));
    }
}
