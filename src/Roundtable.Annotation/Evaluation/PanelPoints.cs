using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Evaluation;

/// <summary>
/// The points of seats and of rules over them, one for each item with a known answer. Seats are in the order of their names, so that the order of the columns
/// changes nothing.
/// </summary>
internal sealed class PanelPoints
{
    private readonly BenchVotes _bench;
    private readonly IReadOnlyList<int> _items;
    private readonly int[] _columns;

    public PanelPoints(BenchVotes bench)
    {
        _bench = bench;
        _items = bench.Gold.Items;
        _columns = [.. Enumerable.Range(0, bench.Columns.Count)
            .OrderBy(c => bench.Columns[c].Seat, StringComparer.Ordinal).ThenBy(c => bench.Columns[c].Sample).ThenBy(c => bench.Columns[c].Order)];
        Seats = [.. _columns.Select(c => bench.Columns[c].Seat).Distinct(StringComparer.Ordinal)];
        Panel = [.. _columns.Where(c => bench.Columns[c] is { AfterDebate: false, Sample: 1 })];
        AfterDebate = [.. _columns.Where(c => bench.Columns[c] is { AfterDebate: true, Sample: 1 })];
    }

    /// <summary>The seats by name.</summary>
    public IReadOnlyList<string> Seats { get; }

    /// <summary>The columns of the first round: one for each seat and order.</summary>
    public int[] Panel { get; }

    /// <summary>The columns after the debate; empty where there was none.</summary>
    public int[] AfterDebate { get; }

    /// <summary>All columns of a seat, samples and orders, before the debate or after it.</summary>
    public int[] ColumnsOf(string seat, bool afterDebate = false) =>
        [.. _columns.Where(c => _bench.Columns[c].AfterDebate == afterDebate && string.Equals(_bench.Columns[c].Seat, seat, StringComparison.Ordinal))];

    /// <summary>The points of one answer of some columns, on average.</summary>
    public double[] Single(int[] columns)
    {
        var points = new double[_items.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var votes = _bench.Votes.Of(_items[i]);
            var right = _bench.Gold[_items[i]];
            foreach (var c in columns)
            {
                points[i] += votes[c] == right ? 1.0 / columns.Length : 0;
            }
        }

        return points;
    }

    /// <summary>The points of the answer that most of some columns give.</summary>
    public double[] Plurality(int[] columns)
    {
        var tallies = new Tallies(_bench.Votes.Classes.Count);
        var points = new double[_items.Count];
        for (var i = 0; i < points.Length; i++)
        {
            tallies.Count(_bench.Votes.Of(_items[i]), columns);
            points[i] = tallies.Points(_bench.Gold[_items[i]]);
        }

        return points;
    }

    /// <summary>For each item how many votes the panel's leading answer has, and how many were cast.</summary>
    public (int Leading, int Cast)[] Support(int[] columns)
    {
        var tallies = new Tallies(_bench.Votes.Classes.Count);
        var support = new (int, int)[_items.Count];
        for (var i = 0; i < support.Length; i++)
        {
            tallies.Count(_bench.Votes.Of(_items[i]), columns);
            support[i] = tallies.Leaders == 0 ? (0, 0) : ((int)tallies.Most, (int)tallies.All);
        }

        return support;
    }

    /// <summary>1 where any of the panel's votes is right.</summary>
    public double[] Any() => [.. _items.Select(i => _bench.Votes.Of(i) is var votes && Contains(votes, Panel, _bench.Gold[i]) ? 1.0 : 0)];

    /// <summary>
    /// The points of the panel's votes weighted by log odds: each half of the items, drawn by the seed, with weights from the other half. A vote for the
    /// right one of n answers, given by a seat that is right with probability p and else errs evenly, multiplies its odds by p (n − 1) ÷ (1 − p).
    /// </summary>
    public double[] Weighted(long seed)
    {
        var order = new SeededRandom(seed, "weights").Order(_items.Count);
        var (first, second) = (order[..(order.Length / 2)], order[(order.Length / 2)..]);
        var tallies = new Tallies(_bench.Votes.Classes.Count);
        var points = new double[_items.Count];
        foreach (var (learned, applied) in new[] { (first, second), (second, first) })
        {
            var weights = Weights(learned);
            foreach (var i in applied)
            {
                tallies.Count(_bench.Votes.Of(_items[i]), Panel, weights);
                points[i] = tallies.Points(_bench.Gold[_items[i]]);
            }
        }

        return points;
    }

    /// <summary>
    /// The points of a cascade in the first order of the options: where all seats but the last agree their answer stands, else the last one's; and where the
    /// last is asked.
    /// </summary>
    public (double[] Points, bool[] LastAsked) Cascade(IReadOnlyList<string> seats)
    {
        int[] columns = [.. seats.Select(s => ColumnsOf(s)[0])];
        var points = new double[_items.Count];
        var asked = new bool[_items.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var votes = _bench.Votes.Of(_items[i]);
            var right = _bench.Gold[_items[i]];
            var agreed = votes[columns[0]];
            foreach (var c in columns[..^1])
            {
                asked[i] |= votes[c] == VoteTable.None || votes[c] != agreed;
            }

            points[i] = (asked[i] ? votes[columns[^1]] : agreed) == right ? 1 : 0;
        }

        return (points, asked);
    }

    private double[] Weights(int[] learned)
    {
        var answers = Math.Clamp(_bench.Votes.Classes.Count, 2, Deliberation.Questions.Question.MaxOptions);
        var weights = new double[_bench.Columns.Count];
        foreach (var c in Panel)
        {
            var right = learned.Count(i => _bench.Votes[_items[i], c] == _bench.Gold[_items[i]]);
            var voted = learned.Count(i => _bench.Votes[_items[i], c] != VoteTable.None);
            var accuracy = (right + 1.0) / (voted + 2);
            weights[c] = Math.Log(accuracy * (answers - 1) / (1 - accuracy));
        }

        return weights;
    }

    private static bool Contains(ReadOnlySpan<short> votes, int[] columns, short right)
    {
        foreach (var c in columns)
        {
            if (votes[c] == right)
            {
                return true;
            }
        }

        return false;
    }
}
