using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Promises;

/// <summary>The fixed sequence of thresholds, each tested until the first that fails.</summary>
internal static class ThresholdSequence
{
    private const double Growth = 1.03;

    /// <summary>A threshold that passed.</summary>
    public sealed record Passed(double MinConfidence, int Taken, int GoldTaken, int GoldWrong);

    /// <summary>
    /// The last threshold that passes, from the one on at which the told confidences promise the least p-value. Where the sequence begins depends on
    /// confidences alone
    /// and not on what people said, so that its tests need no correction for each other.
    /// </summary>
    /// <param name="gold">Gold by falling confidence.</param>
    /// <param name="open">Confidences of the items without gold, falling.</param>
    /// <param name="precision">The promised share of right labels.</param>
    /// <param name="certainty">In at least this share of draws the promise is to hold.</param>
    public static Passed? Of(IReadOnlyList<(double Confidence, bool Wrong)> gold, IReadOnlyList<double> open, double precision, double certainty)
    {
        var steps = Steps(gold, open);
        if (steps.Count == 0)
        {
            return null;
        }

        Passed? passed = null;
        var start = steps.MinBy(s => PValue(s.Threshold.GoldTaken, (int)Math.Ceiling(s.ToldWrong), s.Threshold.Taken, precision));
        foreach (var (threshold, _) in steps.SkipWhile(s => s != start))
        {
            if (PValue(threshold.GoldTaken, threshold.GoldWrong, threshold.Taken, precision) > 1 - certainty)
            {
                break;
            }

            passed = threshold;
        }

        return passed;
    }

    /// <summary>
    /// Different confidences of the gold as thresholds that take open items, each at least <see cref="Growth"/> as much gold as the one before, with the
    /// number of wrong
    /// labels that the told confidences let expect.
    /// </summary>
    private static List<(Passed Threshold, double ToldWrong)> Steps(IReadOnlyList<(double Confidence, bool Wrong)> gold, IReadOnlyList<double> open)
    {
        var steps = new List<(Passed Threshold, double ToldWrong)>();
        var (wrong, told, taken) = (0, 0.0, 0);
        for (var i = 0; i < gold.Count; i++)
        {
            wrong += gold[i].Wrong ? 1 : 0;
            told += 1 - gold[i].Confidence;
            while (taken < open.Count && open[taken] >= gold[i].Confidence)
            {
                taken++;
            }

            var isLast = i + 1 == gold.Count;
            var grown = steps.Count == 0 || i + 1 >= Growth * steps[^1].Threshold.GoldTaken;
            if (taken > 0 && (isLast || (grown && gold[i + 1].Confidence < gold[i].Confidence)))
            {
                steps.Add((new Passed(gold[i].Confidence, taken, i + 1, wrong), told));
            }
        }

        return steps;
    }

    /// <summary>
    /// The lowest threshold at which the expected number of wrong labels among those taken, told by the gold with one more wrong, keeps the promise:
    /// conformal selection
    /// (Jin and Candès 2023, Benjamini and Hochberg's procedure on conformal p-values), by which the precision is as promised on average over draws.
    /// </summary>
    /// <param name="gold">Gold by falling confidence.</param>
    /// <param name="open">Confidences of the items without gold, falling.</param>
    /// <param name="precision">The promised share of right labels.</param>
    public static Passed? OnAverage(IReadOnlyList<(double Confidence, bool Wrong)> gold, IReadOnlyList<double> open, double precision)
    {
        Passed? passed = null;
        var (wrong, seen) = (0, 0);
        for (var taken = 1; taken <= open.Count; taken++)
        {
            if (taken < open.Count && open[taken] == open[taken - 1])
            {
                continue;
            }

            while (seen < gold.Count && gold[seen].Confidence >= open[taken - 1])
            {
                wrong += gold[seen++].Wrong ? 1 : 0;
            }

            if ((1.0 + wrong) * open.Count / (gold.Count + 1) <= (1 - precision) * taken)
            {
                passed = new Passed(open[taken - 1], taken, seen, wrong);
            }
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
