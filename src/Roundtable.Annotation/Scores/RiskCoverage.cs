namespace Roundtable.Annotation.Scores;

/// <summary>What share of answers is wrong when only the most confident ones are taken (El-Yaniv and Wiener 2010).</summary>
/// <param name="Points">From the most confident on, one for each distinct confidence.</param>
/// <param name="Area">
/// Area under the curve, 0 to 1: the risk averaged over all numbers of answers that can be taken, equally confident ones being taken in random order. Lower
/// is better.
/// </param>
public sealed record RiskCoverage(IReadOnlyList<RiskPoint> Points, double Area)
{
    /// <summary>Makes the curve.</summary>
    /// <param name="confidences">How confident each answer is; only their order counts.</param>
    /// <param name="points">The points of each answer, 0 (wrong) to 1 (right).</param>
    /// <exception cref="ArgumentException">When the numbers differ or there is no answer.</exception>
    public static RiskCoverage Of(IReadOnlyList<double> confidences, IReadOnlyList<double> points)
    {
        if (confidences.Count != points.Count || points.Count == 0)
        {
            throw new ArgumentException($"{confidences.Count} confidences and {points.Count} points make no curve.", nameof(points));
        }

        var curve = new List<RiskPoint>();
        var (taken, lost, area) = (0, 0.0, 0.0);
        foreach (var tie in Enumerable.Range(0, points.Count).GroupBy(i => confidences[i]).OrderByDescending(g => g.Key))
        {
            var (count, wrong) = (tie.Count(), tie.Sum(i => 1 - points[i]));
            for (var k = 1; k <= count; k++)
            {
                area += (lost + (wrong * k / count)) / (taken + k);
            }

            (taken, lost) = (taken + count, lost + wrong);
            curve.Add(new RiskPoint(tie.Key, (double)taken / points.Count, lost / taken));
        }

        return new RiskCoverage(curve, area / points.Count);
    }
}

/// <summary>One point of a risk–coverage curve.</summary>
/// <param name="MinConfidence">Answers of at least this confidence are taken.</param>
/// <param name="Coverage">Share of answers taken, more than 0 to 1.</param>
/// <param name="Risk">Share of these that is wrong, 0 to 1.</param>
public sealed record RiskPoint(double MinConfidence, double Coverage, double Risk);
