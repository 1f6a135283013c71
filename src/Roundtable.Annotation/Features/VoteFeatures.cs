using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Features;

/// <summary>
/// What a panel said of each item as columns for somebody else's model: votes, shares, entropy, order flips, stated confidence, length of the answers, and
/// the probabilities of a rule. docs/estimates.md describes each.
/// </summary>
public sealed class VoteFeatures
{
    /// <summary>With more classes there is no column for each class, only what is said of the leading one.</summary>
    public const int MaxClassColumns = 100;

    private readonly VoteTable _table;
    private readonly AggregatedLabels _labels;
    private readonly VoteDetails? _details;
    private readonly (int First, int Second)[] _mirrors;

    /// <summary>Makes the columns of a table.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="labels">What a rule says of the same items; of an item whose gold it learned from, by one that did not see it.</param>
    /// <param name="details">Confidences and lengths; null where they are not known.</param>
    /// <exception cref="ArgumentException">When the labels or details are not of the table's items.</exception>
    public VoteFeatures(VoteTable table, AggregatedLabels labels, VoteDetails? details = null)
    {
        var votes = table.Items.Count * table.Sources.Count;
        if (labels.Items != table.Items.Count || labels.Classes != table.Classes.Count
            || (details is not null && (details.Confidences.Length != votes || details.Lengths.Length != votes)))
        {
            throw new ArgumentException("The labels and details must be of the items of the table.", nameof(labels));
        }

        (_table, _labels, _details) = (table, labels, details);
        _mirrors =
        [
            .. from a in Enumerable.Range(0, table.Sources.Count)
               from b in Enumerable.Range(a + 1, table.Sources.Count - a - 1)
               where table.Sources[a].Seat == table.Sources[b].Seat && table.Sources[a].Order != table.Sources[b].Order
               select (a, b),
        ];
        var perClass = table.Classes.Count <= MaxClassColumns ? table.Classes : [];
        Columns =
        [
            new("id", FeatureKind.Text),
            .. table.Sources.Select(s => new FeatureColumn($"vote_{s.Name}", FeatureKind.Text)),
            new("votes", FeatureKind.Count),
            new("share", FeatureKind.Number),
            .. perClass.Select(c => new FeatureColumn($"share_{c}", FeatureKind.Number)),
            new("margin", FeatureKind.Number),
            new("entropy", FeatureKind.Number),
            new("order_flips", FeatureKind.Number),
            .. details is null ? [] : Details(table),
            new("label", FeatureKind.Text),
            new("posterior", FeatureKind.Number),
            .. perClass.Select(c => new FeatureColumn($"posterior_{c}", FeatureKind.Number)),
        ];
    }

    /// <summary>The columns, with different names.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Number of items.</summary>
    public int Items => _table.Items.Count;

    /// <summary>The values of an item, one a column: a string, a long, a double or null, as the column's kind says.</summary>
    public object?[] Of(int item)
    {
        var votes = _table.Of(item);
        var counts = new int[_table.Classes.Count];
        foreach (var vote in votes)
        {
            if (vote != VoteTable.None)
            {
                counts[vote]++;
            }
        }

        var cast = counts.Sum();
        double? Share(int count) => cast == 0 ? null : (double)count / cast;
        var (first, second) = TopTwo(counts);
        var perClass = counts.Length <= MaxClassColumns;
        List<object?> row = [_table.Items[item]];
        foreach (var vote in votes)
        {
            row.Add(NameOf(vote));
        }

        row.Add((long)cast);
        row.Add(Share(first));
        row.AddRange(perClass ? counts.Select(c => (object?)Share(c)) : []);
        row.Add(Share(first - second));
        row.Add(cast == 0 ? null : counts.Where(c => c > 0 && c < cast).Sum(c => (double)c / cast * Math.Log2((double)cast / c)));
        row.Add(OrderFlips(item));
        AddDetails(row, item);
        var posterior = _labels.Of(item).ToArray();
        var known = _labels.Confidence(item) > 0;
        row.Add(NameOf(_labels[item]));
        row.Add(known ? _labels.Confidence(item) : null);
        row.AddRange(perClass ? posterior.Select(p => known ? (object?)p : null) : []);
        return [.. row];
    }

    private static IEnumerable<FeatureColumn> Details(VoteTable table) =>
    [
        new("confidence", FeatureKind.Number),
        .. table.Sources.Select(s => new FeatureColumn($"confidence_{s.Name}", FeatureKind.Number)),
        .. table.Sources.Select(s => new FeatureColumn($"length_{s.Name}", FeatureKind.Count)),
    ];

    private string? NameOf(short @class) => @class == VoteTable.None ? null : _table.Classes[@class];

    private static (int First, int Second) TopTwo(int[] counts)
    {
        var (first, second) = (0, 0);
        foreach (var count in counts)
        {
            (first, second) = count > first ? (count, first) : (first, Math.Max(second, count));
        }

        return (first, second);
    }

    private double? OrderFlips(int item)
    {
        var (pairs, flips) = (0, 0);
        foreach (var (a, b) in _mirrors)
        {
            if (_table[item, a] is var x && _table[item, b] is var y && x != VoteTable.None && y != VoteTable.None)
            {
                pairs++;
                flips += x == y ? 0 : 1;
            }
        }

        return pairs == 0 ? null : (double)flips / pairs;
    }

    private void AddDetails(List<object?> row, int item)
    {
        if (_details is null)
        {
            return;
        }

        var at = item * _table.Sources.Count;
        double?[] stated = [.. _details.Confidences.AsSpan(at, _table.Sources.Count).ToArray().Select(c => float.IsNaN(c) ? (double?)null : c)];
        row.Add(stated.Average());
        row.AddRange(stated.Select(c => (object?)c));
        row.AddRange(_details.Lengths.AsSpan(at, _table.Sources.Count).ToArray().Select(l => l == 0 ? null : (object?)(long)l));
    }
}
