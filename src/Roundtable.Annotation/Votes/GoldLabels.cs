namespace Roundtable.Annotation.Votes;

/// <summary>The right classes of some items of a <see cref="VoteTable"/>, as people gave them.</summary>
public sealed class GoldLabels
{
    private readonly short[] _classes;

    /// <summary>Makes gold from one value an item: an index of the table's classes, or <see cref="VoteTable.None"/> where no person gave one.</summary>
    public GoldLabels(IReadOnlyList<short> classes)
    {
        _classes = [.. classes];
        Items = [.. Enumerable.Range(0, _classes.Length).Where(i => _classes[i] != VoteTable.None)];
    }

    /// <summary>No item has gold.</summary>
    public static GoldLabels Nothing(int items) => new(Enumerable.Repeat(VoteTable.None, items).ToArray());

    /// <summary>Indices of the items that have gold, ascending.</summary>
    public IReadOnlyList<int> Items { get; }

    /// <summary>The right class of an item, or <see cref="VoteTable.None"/>.</summary>
    public short this[int item] => _classes[item];

    /// <summary>The same without the gold of some items.</summary>
    public GoldLabels Without(IEnumerable<int> items)
    {
        var classes = _classes.ToArray();
        foreach (var item in items)
        {
            classes[item] = VoteTable.None;
        }

        return new(classes);
    }

    /// <summary>The same with the gold of some items alone.</summary>
    public GoldLabels Only(IEnumerable<int> items)
    {
        var classes = Enumerable.Repeat(VoteTable.None, _classes.Length).ToArray();
        foreach (var item in items)
        {
            classes[item] = _classes[item];
        }

        return new(classes);
    }
}
