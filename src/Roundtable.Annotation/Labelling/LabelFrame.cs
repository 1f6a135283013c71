using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Labelling;

/// <summary>The items of a run as gold is drawn from them: which have equal texts, and which stratum each is in.</summary>
/// <param name="expected">How many items are expected; others are taken in too.</param>
public sealed class LabelFrame(int expected = 0)
{
    private readonly List<FrameItem> _items = new(expected);
    private readonly Dictionary<Digest, int> _groups = new(expected);
    private readonly List<int> _groupOf = new(expected);

    /// <summary>The group of equal texts of each item, from 0 in the order of their first item.</summary>
    public IReadOnlyList<int> Groups => _groupOf;

    /// <summary>The number of different texts.</summary>
    public int Texts => _groups.Count;

    /// <summary>The items.</summary>
    public IReadOnlyList<FrameItem> Items => _items;

    /// <summary>Takes in the next item.</summary>
    public void Add(FrameItem item)
    {
        _items.Add(item);
        if (!_groups.TryGetValue(item.Text, out var group))
        {
            _groups[item.Text] = group = _groups.Count;
        }

        _groupOf.Add(group);
    }

    /// <summary>
    /// The draw that some random gold is, over the different texts: unit i is the group of equal texts i. Only what people answered up to the first gap counts,
    /// which is what <see cref="RandomGold"/> holds.
    /// </summary>
    public SampleDesign Draw(RandomGold gold)
    {
        // A text in several strata belongs to the first by name, as when it was drawn.
        var strata = new string?[Texts];
        for (var i = 0; i < _items.Count; i++)
        {
            var group = _groupOf[i];
            strata[group] = strata[group] is { } known && StringComparer.Ordinal.Compare(known, _items[i].Stratum) <= 0 ? known : _items[i].Stratum;
        }

        var byStratum = Enumerable.Range(0, Texts).ToLookup(g => gold.Strata.Count > 1 ? strata[g]! : "", StringComparer.Ordinal);
        var drawn = gold.Items.Where(t => _groups.ContainsKey(t.Item.Text))
            .ToLookup(t => gold.Strata.Count > 1 ? t.Item.Stratum : "", t => _groups[t.Item.Text], StringComparer.Ordinal);
        return new SampleDesign([.. byStratum.OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new DrawnStratum(s.Key.Length > 0 ? s.Key : "all", [.. s], [.. drawn[s.Key]]))], Copies());
    }

    /// <summary>How many items have each text; null where no two have the same.</summary>
    private int[]? Copies()
    {
        if (Texts == _items.Count)
        {
            return null;
        }

        var copies = new int[Texts];
        foreach (var group in _groupOf)
        {
            copies[group]++;
        }

        return copies;
    }

    /// <summary>The group of a text; null where no item has it.</summary>
    internal int? GroupOf(Digest text) => _groups.TryGetValue(text, out var group) ? group : null;
}
