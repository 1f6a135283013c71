using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Queues;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Gold;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// Which items of a run wait for people once its labels are made: those whose label would change most. Nobody is given two lists at once: as long as items
/// wait that were drawn or queued before, nothing is added, and what was drawn at random is labelled first.
/// </summary>
/// <param name="codebook">The codebook.</param>
/// <param name="sheets">What people label by it already.</param>
internal sealed class LabelQueueing(Codebook codebook, IReadOnlyList<StoredSheet> sheets)
{
    /// <summary>The items, those first whose label would change most; none while others wait.</summary>
    /// <param name="outcome">The labels.</param>
    /// <param name="frame">The items.</param>
    /// <param name="texts">Their texts.</param>
    /// <param name="size">How many at most.</param>
    public IReadOnlyList<(GoldItem Item, PanelLabel? Panel)> Choose(LabelOutcome outcome, LabelFrame frame, LabelTexts texts, int size)
    {
        if (size == 0 || sheets.Any(s => s.Gold.Verdicts().Any(v => v.Answer is null)))
        {
            return [];
        }

        // Neither what people labelled nor what the codebook shows as an example.
        var keys = new TextKeys();
        HashSet<Digest> known = [.. sheets.SelectMany(s => s.Items).Select(i => i.Drawn.Text), .. codebook.ExampleTexts.Select(keys.Of)];
        var gold = new GoldLabels([.. frame.Items.Select((item, i) => known.Contains(item.Text) ? (short)0 : outcome.Gold[i])]);
        var chosen = LabelQueue.Order(Panel(outcome), gold, frame.Groups, size).Select((q, place) => (q.Item, place)).ToDictionary(q => q.Item, q => q.place);
        var items = new (GoldItem Item, PanelLabel? Panel)[chosen.Count];
        foreach (var (item, index) in chosen.Count == 0 ? [] : texts.Gold(null).Select((item, index) => (item, index)))
        {
            if (chosen.TryGetValue(index, out var place))
            {
                items[place] = (item, LabelOf(outcome, index));
            }
        }

        return items;
    }

    private PanelLabel? LabelOf(LabelOutcome outcome, int item) =>
        outcome.LabelOf(item) is not VoteTable.None and var label && codebook.Form.Read(outcome.Table.Classes[label]) is { } answer
            ? new PanelLabel(answer, outcome.ProbabilityOf(item))
            : null;

    private static PanelLabels Panel(LabelOutcome outcome)
    {
        var (items, classes) = (outcome.Labels.Items, outcome.Labels.Classes);
        var rows = new float[items * classes];
        for (var i = 0; i < items; i++)
        {
            var row = outcome.Labels.Of(i);
            for (var c = 0; c < classes; c++)
            {
                rows[(i * classes) + c] = (float)row[c];
            }
        }

        return PanelLabels.Of(classes, rows);
    }
}
