using System.Text;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Entries;
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

    /// <summary>The texts with the digests of their items, from one on.</summary>
    /// <param name="from">Index of the first item that is wanted.</param>
    public IEnumerable<(Digest Digest, string Text)> Items(int from) => _texts.Read(from).Select(i => (i.Item.Digest, i.Text));

    /// <summary>The texts with their ids, in the order of the items.</summary>
    public IEnumerable<(string Id, string Text)> Read() => _texts.Read().Select(i => (i.Item.Id, i.Text));

    /// <summary>The frame of the items, and the digest of each text.</summary>
    /// <param name="by">The column of their strata; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    public (LabelFrame Frame, List<Digest> Digests) Frame(string? by, CancellationToken cancellation)
    {
        var (frame, digests, keys) = (new LabelFrame(), new List<Digest>(), new TextKeys());
        foreach (var item in Gold(by))
        {
            cancellation.ThrowIfCancellationRequested();
            frame.Add(new FrameItem(item.Id, keys.Of(item.Text), item.Stratum));
            digests.Add(Digest.Of(Encoding.UTF8.GetBytes(item.Text)));
        }

        return (frame, digests);
    }
}
