using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Promises;

/// <summary>The fixed sequence of thresholds, each tested until the first that fails.</summary>
internal static class ThresholdSequence
{
    /// <summary>A threshold that passed.</summary>
    public sealed record Passed(double MinConfidence, int Taken, int GoldTaken, int GoldWrong);

    /// <param name="gold">Gold by falling confidence.</param>
    /// <param name="open">Confidences of the items without gold, falling.</param>
    /// <param name="precision">The promised share of right labels.</param>
    /// <param name="certainty">In at least this share of draws the promise is to hold.</param>
    public static Passed? Of(IReadOnlyList<(double Confidence, bool Wrong)> gold, IReadOnlyList<double> open, double precision, double certainty)
    {
        Passed? passed = null;
        var (wrong, taken) = (0, 0);
        for (var i = 0; i < gold.Count; i++)
        {
            wrong += gold[i].Wrong ? 1 : 0;
            if (i + 1 < gold.Count && gold[i + 1].Confidence == gold[i].Confidence)
            {
                continue;
            }

            while (taken < open.Count && open[taken] >= gold[i].Confidence)
            {
                taken++;
            }

            if (taken == 0 || PValue(i + 1, 0, taken, precision) > 1 - certainty)
            {
                continue;
            }

            if (PValue(i + 1, wrong, taken, precision) > 1 - certainty)
            {
                break;
            }

            passed = new Passed(gold[i].Confidence, taken, i + 1, wrong);
        }

        return passed;
    }

    /// <summary>
    /// Greatest probability of so few wrong labels among the gold taken, were more of the open ones taken wrong than the promise allows: the gold taken is a
    /// random part of
    /// all taken, so the count is hypergeometric.
    /// </summary>
    public static double PValue(int goldTaken, int goldWrong, int openTaken, double precision)
    {
        var allowed = (int)Math.Floor(((1 - precision) * openTaken) + 1e-9);
        return allowed >= openTaken ? 0 : Counts.HypergeometricAtMost(goldWrong, goldTaken + openTaken, goldWrong + allowed + 1, goldTaken);
    }
}
