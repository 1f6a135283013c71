using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>The votes of the one source that is right most often on the gold (several share where they tie); where it did not vote, the shares of the others.</summary>
public sealed class BestSourceRule : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => "best-seat";

    /// <inheritdoc/>
    /// <exception cref="AggregationRefusedException">When no item has gold.</exception>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        if (gold.Items.Count == 0)
        {
            throw new AggregationRefusedException(Name, "Which seat is best cannot be told without gold.");
        }

        var right = new int[table.Sources.Count];
        foreach (var i in gold.Items)
        {
            for (var s = 0; s < right.Length; s++)
            {
                right[s] += table[i, s] == gold[i] ? 1 : 0;
            }
        }

        var best = Enumerable.Range(0, right.Length).Where(s => right[s] == right.Max()).ToArray();
        var classes = table.Classes.Count;
        var shares = new double[table.Items.Count * classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var row = shares.AsSpan(i * classes, classes);
            if (gold[i] != VoteTable.None)
            {
                row[gold[i]] = 1;
            }
            else if (!Count(table, i, best, row))
            {
                Count(table, i, [.. Enumerable.Range(0, right.Length)], row);
            }
        }

        return new AggregatedLabels(Name, classes, shares);
    }

    private static bool Count(VoteTable table, int item, int[] sources, Span<double> row)
    {
        var voters = sources.Where(s => table[item, s] != VoteTable.None).ToArray();
        foreach (var s in voters)
        {
            row[table[item, s]] += 1.0 / voters.Length;
        }

        return voters.Length > 0;
    }
}
