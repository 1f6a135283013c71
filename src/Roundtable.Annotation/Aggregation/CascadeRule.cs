using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Cheap seats first: where all of them vote for one class that is the label, elsewhere a dear seat decides. The dear seat need not be asked where the cheap
/// ones agree.
/// </summary>
/// <param name="cheap">Names of the sources that are always asked.</param>
/// <param name="dear">The source that is asked where they do not agree.</param>
public sealed class CascadeRule(IReadOnlyList<string> cheap, string dear) : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => "cascade";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">When the table has no source of such a name.</exception>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        var classes = table.Classes.Count;
        var labels = Majorities.Shares(table, gold);
        var (first, last) = (cheap.Select(n => Column(table, n)).ToArray(), Column(table, dear));
        for (var i = 0; i < table.Items.Count; i++)
        {
            var decided = Agreed(table, i, first) is var vote && vote != VoteTable.None ? vote : table[i, last];
            if (gold[i] == VoteTable.None && decided != VoteTable.None)
            {
                labels.AsSpan(i * classes, classes).Clear();
                labels[(i * classes) + decided] = 1;
            }
        }

        return new AggregatedLabels(Name, classes, labels);
    }

    /// <summary>Indices of the items on which the dear seat decides.</summary>
    /// <exception cref="ArgumentException">When the table has no source of such a name.</exception>
    public IReadOnlyList<int> DearItems(VoteTable table)
    {
        var first = cheap.Select(n => Column(table, n)).ToArray();
        return [.. Enumerable.Range(0, table.Items.Count).Where(i => Agreed(table, i, first) == VoteTable.None)];
    }

    private static short Agreed(VoteTable table, int item, int[] sources)
    {
        var vote = table[item, sources[0]];
        return sources.All(s => table[item, s] == vote) ? vote : VoteTable.None;
    }

    private static int Column(VoteTable table, string name)
    {
        var column = table.Sources.ToList().FindIndex(s => s.Name == name);
        return column >= 0 ? column : throw new ArgumentException($"The table has no source '{name}'.", nameof(table));
    }
}
