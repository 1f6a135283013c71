using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Two benches compared item by item, over the items that both have, with the same right answer.</summary>
/// <param name="Items">How many items both have: the denominator.</param>
/// <param name="OnlyFirst">How many the first has alone, or with another right answer.</param>
/// <param name="OnlySecond">How many the second has alone, or with another right answer.</param>
/// <param name="Scores">Rules that both have, then seats of the same name.</param>
public sealed record BenchComparison(int Items, int OnlyFirst, int OnlySecond, IReadOnlyList<ComparedScore> Scores)
{
    /// <summary>Compares two benches.</summary>
    /// <exception cref="ArgumentException">When they share fewer than two items.</exception>
    public static BenchComparison Of(BenchVotes first, BenchVotes second, long seed = 1)
    {
        var right = second.Gold.Items.ToDictionary(i => second.Votes.Items[i], i => (Item: i, Key: Key(second, i)), StringComparer.Ordinal);
        var shared = first.Gold.Items
            .Where(i => right.TryGetValue(first.Votes.Items[i], out var other) && string.Equals(other.Key, Key(first, i), StringComparison.Ordinal))
            .Select(i => (First: i, Second: right[first.Votes.Items[i]].Item)).ToList();
        if (shared.Count < BenchEvaluation.MinItems)
        {
            throw new ArgumentException(
                $"The benches share {shared.Count} items with the same right answer; comparing needs at least {BenchEvaluation.MinItems}.", nameof(second));
        }

        var (one, two) = (PointsOn(first, [.. shared.Select(s => s.First)], seed), PointsOn(second, [.. shared.Select(s => s.Second)], seed));
        var scores = one.Where(o => two.Exists(t => t.Name == o.Name && t.IsSeat == o.IsSeat))
            .Select(o => (o.Name, o.IsSeat, First: o.Points, Second: two.Find(t => t.Name == o.Name && t.IsSeat == o.IsSeat).Points));
        return new BenchComparison(
            shared.Count,
            first.Gold.Items.Count - shared.Count,
            second.Gold.Items.Count - shared.Count,
            [.. scores.Select(s => new ComparedScore(
                s.Name, s.IsSeat, s.First.Average(), s.Second.Average(), PairedBootstrap.Difference(s.Second, s.First, seed),
                new McNemarTest(
                    s.First.Zip(s.Second).Count(p => p is { First: 1, Second: 0 }),
                    s.First.Zip(s.Second).Count(p => p is { First: 0, Second: 1 }))))]);
    }

    private static string? Key(BenchVotes bench, int item) => AnswerText.Key(bench.Votes.Classes[bench.Gold[item]], bench.Match, [], out _);

    /// <summary>Points on some items in their order. Rules that learn from items learn from these alone.</summary>
    private static List<(string Name, bool IsSeat, double[] Points)> PointsOn(BenchVotes bench, int[] items, long seed)
    {
        var gold = new short[bench.Votes.Items.Count];
        Array.Fill(gold, VoteTable.None);
        foreach (var item in items)
        {
            gold[item] = bench.Gold[item];
        }

        var part = new BenchVotes(bench.Votes, bench.Columns, new GoldLabels(gold), bench.Match);
        var points = new PanelPoints(part);
        var seats = points.Seats.Select(s => (s, true, points.Single(points.ColumnsOf(s)))).ToList();
        List<(string Name, bool IsSeat, double[] Points)> scores = [(RuleScore.Majority, false, points.Plurality(points.Panel))];
        if (points.AfterDebate.Length > 0)
        {
            scores.Add((RuleScore.AfterDebate, false, points.Plurality(points.AfterDebate)));
        }

        if (seats.Count > 1)
        {
            scores.Add((RuleScore.Weighted, false, points.Weighted(seed)));
        }

        scores.Add((RuleScore.BestSeat, false, BestSeat.OnOtherHalf([.. seats.Select(s => s.Item3)], seed)));
        scores.AddRange(seats);

        // The points are in the order of the table; what is compared is in the order of the pairs.
        var place = part.Gold.Items.Select((item, at) => (item, at)).ToDictionary(p => p.item, p => p.at);
        return scores.ConvertAll(s => (s.Name, s.IsSeat, (double[])[.. items.Select(i => s.Points[place[i]])]));
    }
}

/// <summary>One rule or seat in two benches.</summary>
/// <param name="Name">Its name: a constant of <see cref="RuleScore"/>, or that of a seat.</param>
/// <param name="IsSeat">Whether it is a seat.</param>
/// <param name="First">Mean of its points in the first bench.</param>
/// <param name="Second">Mean of its points in the second.</param>
/// <param name="Difference">Second minus first, item by item.</param>
/// <param name="Moves">Items that were wholly right first and wholly wrong second, and the other way round.</param>
public sealed record ComparedScore(string Name, bool IsSeat, double First, double Second, MeanWithInterval Difference, McNemarTest Moves);
