namespace Roundtable.Annotation.Runs;

/// <summary>
/// When the votes on an item leave so little doubt that no further seat is asked. The posterior is that of seats which are right independently with the same
/// probability and err evenly over the other options. That is a simplification: seats err together, so that the probability is an upper bound, and it is
/// used to save calls, never told as a label's probability.
/// </summary>
public static class StopRule
{
    /// <summary>The probability with which a seat is taken to be right.</summary>
    public const double AssumedAccuracy = 0.7;

    /// <summary>The posterior of the leading option; 1 ÷ <paramref name="options"/> where nobody voted.</summary>
    /// <param name="options">How many options there are, at least 2.</param>
    /// <param name="votes">The votes so far, as indices of options.</param>
    public static double Posterior(int options, IEnumerable<int> votes)
    {
        var counts = new int[options];
        foreach (var vote in votes)
        {
            counts[vote]++;
        }

        // A vote for an option multiplies its odds by accuracy ÷ the share of errors that falls on one other option.
        var factor = Math.Log(AssumedAccuracy / ((1 - AssumedAccuracy) / (options - 1)));
        var most = counts.Max();
        return 1 / counts.Sum(c => Math.Exp((c - most) * factor));
    }
}
