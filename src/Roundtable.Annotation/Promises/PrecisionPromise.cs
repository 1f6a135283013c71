using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Promises;

/// <summary>
/// Which labels of a panel can be taken so that a promised share of them is right: learn-then-test (Angelopoulos, Bates, Candès, Jordan and Lei 2021) with
/// exact hypergeometric
/// tests, in a fixed sequence from the most confident labels on. docs/estimates.md states the theorem and how often the promise held.
/// </summary>
public static class PrecisionPromise
{
    /// <summary>In at least this share of draws a promise holds, where nothing else is asked for.</summary>
    public const double DefaultCertainty = 0.95;

    /// <summary>Finds the labels that can be taken so that the promise holds with a certainty.</summary>
    /// <param name="panel">Labels with probabilities; of an item with gold by a rule that did not see that item's gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="precision">The promised share of right labels among those taken, more than 0 and less than 1.</param>
    /// <param name="certainty">In at least this share of draws the promise is to hold, more than 0 and less than 1.</param>
    public static PromiseReport Of(PanelLabels panel, GoldLabels gold, RandomDraw? draw, double precision = 0.9, double certainty = DefaultCertainty) =>
        Of(panel, gold, draw, precision, certainty, (known, open) => ThresholdSequence.Of(known, open, precision, certainty));

    /// <summary>
    /// Finds the labels that can be taken so that the precision is as promised on average over draws: less than <see cref="Of(PanelLabels, GoldLabels,
    /// RandomDraw?, double, double)"/>
    /// promises, and possible with less gold.
    /// </summary>
    /// <param name="panel">Labels with probabilities; of an item with gold by a rule that did not see that item's gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="precision">The promised share of right labels among those taken, more than 0 and less than 1.</param>
    public static PromiseReport OnAverage(PanelLabels panel, GoldLabels gold, RandomDraw? draw, double precision = 0.9) =>
        Of(panel, gold, draw, precision, null, (known, open) => ThresholdSequence.OnAverage(known, open, precision));

    private static PromiseReport Of(
        PanelLabels panel,
        GoldLabels gold,
        RandomDraw? draw,
        double precision,
        double? certainty,
        Func<IReadOnlyList<(double Confidence, bool Wrong)>, IReadOnlyList<double>, ThresholdSequence.Passed?> find)
    {
        var sample = GoldSample.Of(panel.Items, i => gold[i] != VoteTable.None, draw, "Promises");
        if (sample.Refusal is { } reason)
        {
            return new PromiseReport.NotPossible(reason);
        }

        if (sample.Strata.Count > 1)
        {
            return new PromiseReport.NotPossible("Promises need a simple random draw; this one was drawn by strata.");
        }

        var drawn = sample.Strata[0].Drawn.ToHashSet();
        var known = drawn
            .Where(i => panel.LabelOf(i) != VoteTable.None)
            .Select(i => (Confidence: panel.ConfidenceOf(i), Wrong: panel.LabelOf(i) != gold[i]))
            .OrderByDescending(k => k.Confidence)
            .ToList();
        var open = Enumerable.Range(0, panel.Items)
            .Where(i => !drawn.Contains(i) && panel.LabelOf(i) != VoteTable.None)
            .Select(panel.ConfidenceOf)
            .OrderDescending()
            .ToList();
        return find(known, open) is { } found
            ? new PromiseReport.Given(precision, certainty, found.MinConfidence, found.Taken, panel.Items - drawn.Count, found.GoldTaken, found.GoldWrong)
            : new PromiseReport.NotPossible(
                string.Create(CultureInfo.InvariantCulture, $"A precision of {precision:0.###} cannot be promised with this gold ({drawn.Count} labels): ") +
                "more gold or a better panel is needed.");
    }
}
