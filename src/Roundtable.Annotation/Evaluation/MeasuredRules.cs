using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Evaluation;

/// <summary>
/// The points of a rule of aggregation on the items of a bench: what it would have labelled without knowing any of the answers that it is measured by.
/// </summary>
internal static class MeasuredRules
{
    /// <summary>The points, one for each item with a known answer.</summary>
    /// <param name="bench">The votes and the known answers.</param>
    /// <param name="panel">The columns that the rule sees.</param>
    /// <param name="rule">Its name: one of <see cref="Names"/>.</param>
    /// <param name="seed">Seed of the halves, where it learns from known answers: each half is labelled by what was learned on the other.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ArgumentException">When it cannot be applied to these votes.</exception>
    public static double[] Points(BenchVotes bench, int[] panel, string rule, long seed, CancellationToken cancellation)
    {
        var table = Table(bench, panel);
        var points = new double[bench.Gold.Items.Count];
        try
        {
            if (AggregationRules.WithoutGold.FirstOrDefault(r => r.Name.Equals(rule, StringComparison.OrdinalIgnoreCase)) is { } plain)
            {
                Read(plain.Aggregate(table, GoldLabels.Nothing(table.Items.Count), cancellation), Enumerable.Range(0, points.Length));
                return points;
            }

            var learned = AggregationRules.FromGold.FirstOrDefault(r => r.Name.Equals(rule, StringComparison.OrdinalIgnoreCase));
            var order = new SeededRandom(seed, "weights").Order(points.Length);
            var (first, second) = (order[..(order.Length / 2)], order[(order.Length / 2)..]);
            foreach (var (from, to) in new[] { (first, second), (second, first) })
            {
                var gold = bench.Gold.Only(from.Select(i => bench.Gold.Items[i]));
                Read(
                    learned?.Aggregate(table, gold, cancellation)
                        ?? DefaultAggregation.Aggregate(table, gold, new AggregationSettings { Seed = unchecked((int)seed) }, cancellation).Labels,
                    to);
            }

            return points;
        }
        catch (AggregationRefusedException e)
        {
            throw new ArgumentException($"The rule '{rule}' cannot be measured on these votes: {e.Message}", nameof(rule), e);
        }

        void Read(AggregatedLabels labels, IEnumerable<int> items)
        {
            foreach (var i in items)
            {
                points[i] = labels.Points(bench.Gold.Items[i], bench.Gold[bench.Gold.Items[i]]);
            }
        }
    }

    /// <summary>The rules that can be measured.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. AggregationRules.WithoutGold.Concat(AggregationRules.FromGold).Select(r => r.Name), RuleScore.Learned];

    private static VoteTable Table(BenchVotes bench, int[] panel)
    {
        var votes = new short[bench.Votes.Items.Count * panel.Length];
        for (var i = 0; i < bench.Votes.Items.Count; i++)
        {
            var row = bench.Votes.Of(i);
            for (var c = 0; c < panel.Length; c++)
            {
                votes[(i * panel.Length) + c] = row[panel[c]];
            }
        }

        return new VoteTable(bench.Votes.Items, [.. panel.Select(c => bench.Votes.Sources[c])], bench.Votes.Classes, votes);
    }
}
