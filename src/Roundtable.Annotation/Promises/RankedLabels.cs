using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Promises;

/// <summary>A panel's labels from the most confident on: those of gold items, which show who is right, and the others, of which is promised.</summary>
/// <param name="Known">Labels of the gold that was drawn, by falling confidence.</param>
/// <param name="Open">Confidences of the labels without gold, falling.</param>
/// <param name="Gold">Number of gold items that were drawn, labelled by the panel or not.</param>
/// <param name="WithoutGold">Number of other items, labelled by the panel or not.</param>
/// <param name="Refusal">Why nothing can be promised from this gold; null where it can be tried.</param>
internal sealed record RankedLabels(
    IReadOnlyList<(double Confidence, bool Wrong)> Known, IReadOnlyList<double> Open, int Gold, int WithoutGold, string? Refusal)
{
    /// <summary>Ranks the labels of a panel.</summary>
    public static RankedLabels Of(PanelLabels panel, GoldLabels gold, SampleDesign? draw)
    {
        var sample = GoldSample.Of(panel.Items, i => gold[i] != VoteTable.None, draw, "Promises");
        if ((sample.Refusal ?? (sample.Strata.Count > 1 ? "Promises need a simple random draw; this one was drawn by strata." : null)) is { } reason)
        {
            return new RankedLabels([], [], 0, 0, reason);
        }

        var drawn = sample.Strata[0].Drawn.ToHashSet();
        return new RankedLabels(
            [
                .. drawn.Where(i => panel.LabelOf(i) != VoteTable.None)
                    .Select(i => (Confidence: panel.ConfidenceOf(i), Wrong: panel.LabelOf(i) != gold[i]))
                    .OrderByDescending(k => k.Confidence),
            ],
            [
                .. Enumerable.Range(0, panel.Items)
                    .Where(i => !drawn.Contains(i) && panel.LabelOf(i) != VoteTable.None)
                    .Select(panel.ConfidenceOf)
                    .OrderDescending(),
            ],
            drawn.Count,
            panel.Items - drawn.Count,
            null);
    }
}
