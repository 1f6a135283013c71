using Roundtable.Annotation.Scores;

namespace Roundtable.Annotation.Evaluation;

/// <summary>What the calls for one item cost on average; null where a part of it is unknown.</summary>
/// <param name="Usd">In US dollars.</param>
/// <param name="Tokens">In tokens of prompts and answers.</param>
internal readonly record struct CallCost(double? Usd, double? Tokens)
{
    /// <summary>The cost of these calls and others.</summary>
    public CallCost Plus(CallCost other) => new(Usd + other.Usd, Tokens + other.Tokens);

    /// <summary>The cost of so many.</summary>
    public CallCost Times(double times) => new(Usd * times, Tokens * times);
}

/// <summary>What answers of the columns of a bench cost.</summary>
internal sealed class CallCosts(BenchVotes bench, PanelPoints points)
{
    private const double MicroDollars = 1e6;

    /// <summary>One answer of each of some columns.</summary>
    public CallCost Of(IReadOnlyCollection<int> columns) =>
        columns.Aggregate(new CallCost(0, 0), (sum, c) => sum.Plus(new CallCost(
            bench.Facts[c].MicroDollars / MicroDollars / bench.Votes.Items.Count,
            bench.Facts[c].Tokens / (double)bench.Votes.Items.Count)));

    /// <summary>One answer of a seat, on average over its columns.</summary>
    public CallCost OfSeat(string seat) => points.ColumnsOf(seat) is var columns ? Of(columns).Times(1.0 / columns.Length) : default;

    /// <summary>One answer of the best seat, chosen as for its points.</summary>
    public CallCost OfBestSeat(IReadOnlyList<double[]> seats, long seed)
    {
        var costs = points.Seats.Select(OfSeat).ToList();
        return new CallCost(Taken(c => c.Usd), Taken(c => c.Tokens));

        double? Taken(Func<CallCost, double?> part) => costs.Exists(c => part(c) is null) ? null
            : BestSeat.OnOtherHalf(seats, seed, [.. costs.Select(c => Enumerable.Repeat(part(c)!.Value, seats[0].Length).ToArray())]).Average();
    }

    /// <summary>All seats of a cascade but the last, and the last where it is asked.</summary>
    public CallCost OfCascade(IReadOnlyList<string> seats, double lastAsked) =>
        seats.Take(seats.Count - 1).Select(OfSeat).Aggregate(OfSeat(seats[^1]).Times(lastAsked), (sum, cost) => sum.Plus(cost));

    /// <summary>The two cheapest seats and the dearest; null where a price is unknown, none is dearer, or there are fewer than three seats.</summary>
    public IReadOnlyList<string>? UsualCascade()
    {
        var priced = points.Seats.Select(s => (Seat: s, OfSeat(s).Usd)).OrderBy(s => s.Usd).ThenBy(s => s.Seat, StringComparer.Ordinal).ToList();
        return priced.Count < 3 || priced.Exists(s => s.Usd is null) || priced[1].Usd >= priced[^1].Usd
            ? null : [priced[0].Seat, priced[1].Seat, priced[^1].Seat];
    }
}
