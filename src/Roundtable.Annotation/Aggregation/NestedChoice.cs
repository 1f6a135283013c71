using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The mixture and the best seat compared by nested cross-validation: on each fold of the gold the whole procedure (folds within the rest, shares,
/// temperatures) is held against picking the best seat on the same rest.
/// </summary>
internal sealed class NestedChoice
{
    private readonly IReadOnlyList<RuleCandidate> _candidates;
    private readonly double[] _blend;
    private readonly double[] _best;
    private readonly int _gold;

    private NestedChoice(
        IReadOnlyList<int> parts, IReadOnlyList<double[]> rows, IReadOnlyList<RuleCandidate> candidates, double[] blend, double[] best)
    {
        Parts = parts;
        Rows = rows;
        _candidates = candidates;
        _blend = blend;
        _best = best;
        _gold = rows.Count;
    }

    /// <summary>What the chosen rule is made of: indices of the learners.</summary>
    public IReadOnlyList<int> Parts { get; }

    /// <summary>What the chosen procedure says of each item of gold when that fold is held out, in the order of <see cref="GoldLabels.Items"/>.</summary>
    public IReadOnlyList<double[]> Rows { get; }

    /// <summary>Compares.</summary>
    public static NestedChoice Of(FoldedFits fits, VoteTable table, GoldLabels gold)
    {
        var learners = fits.Learners;
        int[] every = [.. Enumerable.Range(0, learners.Count)];
        int[] best = [0];
        var kinds = learners.Count + 2;
        var tallies = Enumerable.Range(0, kinds).Select(_ => (Points: new double[gold.Items.Count], Loss: new double[gold.Items.Count])).ToArray();
        var blended = new double[gold.Items.Count][];
        var alone = new double[gold.Items.Count][];
        var place = gold.Items.Select((item, k) => (item, k)).ToDictionary(p => p.item, p => p.k);
        for (var f = 0; f < fits.Folds.Count; f++)
        {
            var (blend, seat) = (fits.Rule(every, f), fits.Rule(best, f));
            var rules = blend.Components.Select(c => blend with { Components = [c with { Share = 1 }], Temperature = 1 }).Append(blend).ToArray();
            foreach (var item in fits.Folds[f])
            {
                var at = place[item];
                for (var k = 0; k < rules.Length; k++)
                {
                    var row = Row(rules[k], table, item);
                    Tally(tallies[k], at, row, gold[item]);
                    blended[at] = row;
                }

                alone[at] = Row(seat, table, item);
                Tally(tallies[^1], at, Shares(table, item), gold[item]);
            }
        }

        var names = learners.Select(l => l.Name).Append(BlendLearners.RuleName).Append("majority").ToArray();
        RuleCandidate[] candidates = [.. names.Select((n, k) => new RuleCandidate(n, tallies[k].Points.Average(), tallies[k].Loss.Average()))];
        var (low, high) = Interval(tallies[learners.Count].Points, tallies[0].Points, 1);
        var worse = high < 0 && low < 0;
        return new NestedChoice(worse ? best : every, worse ? alone : blended, candidates, tallies[learners.Count].Points, tallies[0].Points);
    }

    /// <summary>What was chosen, for the report.</summary>
    public RuleChoice Choice(LearnedRule rule, IReadOnlyList<string> bestSeats)
    {
        var blend = Parts.Count > 1;
        var taken = blend ? _blend : _best;
        var parts = string.Join(", ", rule.Components.OrderByDescending(c => c.Share).Select(c => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{c.Rule} {c.Share:0.00}")));
        return new RuleChoice(
            rule.Rule,
            blend ? $"The mixture of all that can be learned is not worse than the best seat on held-out gold; its shares: {parts}."
                : "On held-out gold the best seat alone is right more often than the mixture, by more than one standard error.",
            _gold,
            [.. _candidates.Select(c => c with { Share = rule.Components.FirstOrDefault(p => p.Rule == c.Rule)?.Share })])
        {
            NestedAccuracy = taken.Average(),
            BestSeatAccuracy = _best.Average(),
            BestSeat = string.Join(", ", bestSeats),
            GainInterval = Interval(taken, _best, 1.96),
        };
    }

    /// <summary>The mean of paired differences, and so many standard errors about it.</summary>
    private static (double Low, double High) Interval(double[] one, double[] other, double errors)
    {
        var mean = one.Average() - other.Average();
        var variance = one.Zip(other, (a, b) => (a - b - mean) * (a - b - mean)).Sum() / Math.Max(1, one.Length - 1);
        var half = errors * Math.Sqrt(variance / one.Length);
        return (mean - half, mean + half);
    }

    private static double[] Row(LearnedRule rule, VoteTable table, int item)
    {
        var row = new double[table.Classes.Count];
        rule.Fill(table.Of(item), row, new double[row.Length]);
        return row;
    }

    private static double[] Shares(VoteTable table, int item)
    {
        var row = new double[table.Classes.Count];
        foreach (var vote in table.Of(item))
        {
            if (vote != VoteTable.None)
            {
                row[vote]++;
            }
        }

        var all = row.Sum();
        return all == 0 ? row : [.. row.Select(r => r / all)];
    }

    private static void Tally((double[] Points, double[] Loss) tally, int at, double[] row, short truth)
    {
        tally.Points[at] = new AggregatedLabels("", row.Length, row).Points(0, truth);
        tally.Loss[at] = -Math.Log(Math.Max(row[truth], 1e-3));
    }
}
