using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>Items for people to label, and the labels they gave so far.</summary>
/// <param name="Id">Its id in the data directory.</param>
/// <param name="Codebook">The digest of the codebook.</param>
/// <param name="Origin">How the items were chosen.</param>
/// <param name="Draw">The draw, where <paramref name="Origin"/> is <see cref="GoldOrigin.Draw"/>; else null.</param>
/// <param name="Items">The items, in the order in which they are labelled.</param>
/// <param name="Labels">The labels that hold: those that were taken back are not among them.</param>
public sealed record GoldSheet(
    string Id, Digest Codebook, GoldOrigin Origin, GoldDraw? Draw, IReadOnlyList<DrawnItem> Items, IReadOnlyList<GoldLabel> Labels)
{
    /// <summary>What each item's labels come to, in the order of the items.</summary>
    public IReadOnlyList<GoldVerdict> Verdicts()
    {
        var byItem = Labels.ToLookup(l => l.Item, StringComparer.Ordinal);
        return [.. Items.Select(i => GoldVerdict.Of(i, [.. byItem[i.Id]]))];
    }
}
