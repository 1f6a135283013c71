using Roundtable.Annotation.Codebooks;

namespace Roundtable.Annotation.Gold;

/// <summary>What the labels of one item come to.</summary>
/// <param name="Item">The item.</param>
/// <param name="First">The first person's label; null while there is none.</param>
/// <param name="Second">The second person's; null while there is none.</param>
/// <param name="Adjudicated">What was decided; null where nothing was.</param>
public sealed record GoldVerdict(DrawnItem Item, GoldLabel? First, GoldLabel? Second, GoldLabel? Adjudicated)
{
    /// <summary>Whether two people differ.</summary>
    public bool IsDisputed => First is not null && Second is not null && First.Answer != Second.Answer;

    /// <summary>
    /// The answer that counts: what was adjudicated; else what two people agree on; else the only label there is. Null without a label, and where two
    /// people differ and nobody has adjudicated.
    /// </summary>
    public CodebookAnswer? Answer => Adjudicated?.Answer ?? (IsDisputed ? null : (First ?? Second)?.Answer);

    /// <summary>What an item's labels come to.</summary>
    /// <exception cref="ArgumentException">When a layer has two labels.</exception>
    public static GoldVerdict Of(DrawnItem item, IReadOnlyList<GoldLabel> labels)
    {
        return new GoldVerdict(item, Only(GoldLayer.First), Only(GoldLayer.Second), Only(GoldLayer.Adjudicated));

        GoldLabel? Only(GoldLayer layer)
        {
            var found = labels.Where(l => l.Layer == layer).ToList();
            return found.Count < 2
                ? found.FirstOrDefault()
                : throw new ArgumentException($"Item '{item.Id}' has two labels of one layer.", nameof(labels));
        }
    }
}
