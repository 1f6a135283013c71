using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Items;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>The texts of a run that are labelled, in the order of its items. The file is read as a stream, as often as is needed.</summary>
/// <param name="source">The items.</param>
/// <param name="template">The run's template.</param>
internal sealed class LabelTexts(RunItemSource source, string template)
{
    private readonly ItemTexts _texts = new(source, ItemTemplate.Parse(template));

    /// <summary>The items as gold is drawn from them.</summary>
    /// <param name="by">The column of their strata; null for none.</param>
    public IEnumerable<GoldItem> Gold(string? by) => _texts.Read().Select(i => new GoldItem(i.Item.Id, i.Text, ItemTexts.Stratum(i.Item, by)));

    /// <summary>The items with their texts, from one on.</summary>
    /// <param name="from">Index of the first item that is wanted.</param>
    public IEnumerable<(Item Item, string Text)> Items(int from = 0) => _texts.Read(from);

    /// <summary>The items as what gold is drawn from.</summary>
    /// <param name="by">The column of their strata; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    public GoldFrame Frame(string? by, CancellationToken cancellation)
    {
        var (items, keys) = (new List<FrameItem>(), new TextKeys());
        foreach (var item in Gold(by))
        {
            cancellation.ThrowIfCancellationRequested();
            items.Add(new FrameItem(item.Id, keys.Of(item.Text), item.Stratum));
        }

        return GoldFrame.Of(items);
    }
}
