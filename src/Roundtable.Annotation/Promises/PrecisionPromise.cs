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

    /// <summary>
    /// Finds the labels that can be taken so that the promise holds with a certainty; beside it those that <see cref="OnAverage"/> takes
    /// (<see cref="PromiseReport.OnAverage"/>).
    /// </summary>
    /// <param name="panel">Labels with probabilities; of an item with gold by a rule that did not see that item's gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="precision">The promised share of right labels among those taken, more than 0 and less than 1.</param>
    /// <param name="certainty">In at least this share of draws the promise is to hold, more than 0 and less than 1.</param>
    public static PromiseReport Of(PanelLabels panel, GoldLabels gold, SampleDesign? draw, double precision = 0.9, double certainty = DefaultCertainty)
    {
        var labels = RankedLabels.Of(panel, gold, draw);
        var certain = Report(labels, precision, certainty, ThresholdSequence.Of(labels.Known, labels.Open, precision, certainty));
        return certain with { OnAverage = Average(labels, precision) as PromiseReport.Given };
    }

    /// <summary>
    /// Finds the labels that can be taken so that the precision is as promised on average over draws: less than <see cref="Of"/> promises, and possible with
    /// less gold.
    /// </summary>
    /// <param name="panel">Labels with probabilities; of an item with gold by a rule that did not see that item's gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="precision">The promised share of right labels among those taken, more than 0 and less than 1.</param>
    public static PromiseReport OnAverage(PanelLabels panel, GoldLabels gold, SampleDesign? draw, double precision = 0.9) =>
        Average(RankedLabels.Of(panel, gold, draw), precision);

    private static PromiseReport Average(RankedLabels labels, double precision) =>
        Report(labels, precision, null, ThresholdSequence.OnAverage(labels.Known, labels.Open, precision));

    private static PromiseReport Report(RankedLabels labels, double precision, double? certainty, ThresholdSequence.Passed? found) =>
        labels.Refusal is { } reason ? new PromiseReport.NotPossible(reason)
        : found is not null
            ? new PromiseReport.Given(precision, certainty, found.MinConfidence, found.Taken, labels.WithoutGold, found.GoldTaken, found.GoldWrong)
        : new PromiseReport.NotPossible(
            string.Create(CultureInfo.InvariantCulture, $"A precision of {precision:0.###} cannot be promised with this gold ({labels.Gold} labels): ") +
            "more gold or a better panel is needed.");
}
