using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Estimates;

/// <summary>
/// Shares of classes among the items of a run from what a panel says of all and what people say of some drawn at random: prediction-powered inference with a
/// tuned weight of the
/// panel (PPI++, Angelopoulos, Duchi and Zrnic 2023) for a finite population. docs/estimates.md has the formulas, and how often the intervals hold.
/// </summary>
public static class Shares
{
    /// <summary>Estimates the share of each class.</summary>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="panel">What the panel says of each item; of an item with gold, by a rule that did not see that item's gold.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="draw">How the gold was drawn; null if it was not drawn at random.</param>
    /// <param name="level">The confidence of the intervals, more than 0 and less than 1.</param>
    /// <exception cref="ArgumentException">When panel and classes do not agree.</exception>
    public static ShareReport Of(IReadOnlyList<string> classes, PanelLabels panel, GoldLabels gold, RandomDraw? draw, double level = Interval.DefaultLevel)
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
        for (var i = 0; i < panel.Items; i++)
        {
            if (panel.LabelOf(i) is var label && label != VoteTable.None)
            {
                labelled[label]++;
            }
        }

        var shares = classes.Select((name, c) => Of(name, (short)c, panel, gold, sample, level) with { PanelShare = (double)labelled[c] / panel.Items });
        return new ShareReport.Estimated([.. shares], panel.Items, sample.Count, (int)(panel.Items - labelled.Sum()));
    }

    private static ShareEstimate Of(string name, short @class, PanelLabels panel, GoldLabels gold, GoldSample sample, double level)
    {
        var strata = sample.Strata.Select(s => new PairedStratum(
            s.Items.Count,
            s.Items.Average(i => panel[i, @class]),
            [.. s.Drawn.Select(i => gold[i] == @class ? 1.0 : 0)],
            [.. s.Drawn.Select(i => panel[i, @class])])).ToList();
        return ShareInterval.Of(name, strata, level);
    }
}
