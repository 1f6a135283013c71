using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The seat that earns most points on the gold, by all its orders and samples together; several share where they tie. It is told as right as it was on the
/// gold, by Laplace's rule of succession.
/// </summary>
internal sealed class BestSeatLearner : IComponentLearner
{
    /// <summary>The name of the rule.</summary>
    public const string RuleName = "best-seat";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public double Credit => 2;

    /// <inheritdoc/>
    public bool Fits(VoteTable table) => true;

    /// <inheritdoc/>
    public RuleComponent Learn(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        var points = Points(table, gold);
        var best = Best(points);
        var accuracy = (points[best[0]] + 1) / (gold.Items.Count + 2);
        return new ChosenSeat(Name, 1, 1, [.. Enumerable.Range(0, table.Sources.Count).Where(s => best.Contains(table.Sources[s].Seat))], accuracy);
    }

    /// <summary>The seats that earn most points on the gold, in the order of the table.</summary>
    public static IReadOnlyList<string> BestSeats(VoteTable table, GoldLabels gold) => Best(Points(table, gold));

    private static List<string> Best(Dictionary<string, double> points)
    {
        var most = points.Values.Max();
        return [.. points.Where(p => p.Value >= most - AggregatedLabels.TieTolerance).Select(p => p.Key)];
    }

    private static Dictionary<string, double> Points(VoteTable table, GoldLabels gold)
    {
        var points = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var seat in Enumerable.Range(0, table.Sources.Count).GroupBy(s => table.Sources[s].Seat, StringComparer.Ordinal))
        {
            var sources = seat.ToArray();
            points[seat.Key] = gold.Items.Sum(i => Point(table, i, sources, gold[i]));
        }

        return points;
    }

    /// <summary>What the most frequent vote of some sources earns on an item.</summary>
    private static double Point(VoteTable table, int item, int[] sources, short truth)
    {
        if (sources.Length == 1)
        {
            return table[item, sources[0]] == truth ? 1 : 0;
        }

        var counts = new int[table.Classes.Count];
        foreach (var s in sources)
        {
            if (table[item, s] is var vote && vote != VoteTable.None)
            {
                counts[vote]++;
            }
        }

        var most = counts.Max();
        return most > 0 && counts[truth] == most ? 1.0 / counts.AsSpan().Count(most) : 0;
    }
}
