using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Estimates;

/// <summary>
/// Shares of classes among the items of a run from what a panel says of all and what people say of some drawn at random: prediction-powered inference with a
/// tuned weight of the panel (PPI++, Angelopoulos, Duchi and Zrnic 2023) for a finite population. docs/estimates.md has the formulas, and how often the
/// intervals hold.
/// </summary>
public static class Shares
{
    /// <summary>Estimates the share of each class.</summary>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="panel">What the panel says of each unit of the draw; of one with gold, by a rule that did not see its gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="level">The confidence of the intervals, more than 0 and less than 1.</param>
    /// <exception cref="ArgumentException">When panel and classes do not agree.</exception>
    public static ShareReport Of(IReadOnlyList<string> classes, PanelLabels panel, GoldLabels gold, SampleDesign? draw, double level = Interval.DefaultLevel)
    {
        if (panel.Classes != classes.Count)
        {
            throw new ArgumentException($"The panel's labels are of {panel.Classes} classes, not of {classes.Count}.", nameof(panel));
        }

        var sample = GoldSample.Of(panel.Items, i => gold[i] != VoteTable.None, draw, "Shares");
        if (sample.Refusal is { } reason)
        {
            return new ShareReport.Refused(reason);
        }

        var labelled = new long[classes.Count];
        var items = 0L;
        for (var i = 0; i < panel.Items; i++)
        {
            items += sample.SizeOf(i);
            if (panel.LabelOf(i) is var label && label != VoteTable.None)
            {
                labelled[label] += sample.SizeOf(i);
            }
        }

        var shares = classes.Select((name, c) =>
        {
            var strata = PairedStratum.Of(sample, i => gold[i] == c ? 1 : 0, i => panel[i, c]);
            return ShareInterval.Of(name, strata, level) with
            {
                PanelShare = (double)labelled[c] / items,
                GoldHits = sample.Strata.Sum(s => s.Drawn.Count(i => gold[i] == c)),
            };
        });
        return new ShareReport.Estimated([.. shares], (int)items, sample.Count, (int)(items - labelled.Sum()));
    }
}
