using Roundtable.Annotation.Estimates;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Scores;

/// <summary>
/// What a panel gains over its best seat, honestly chosen: the items are split in halves at random, the seat with the most points on one half is compared
/// with the panel on the
/// other. A best seat chosen on the items that it is compared on would look too good.
/// </summary>
public static class BestSeat
{
    private const int Splits = 100;

    /// <summary>Points of the panel minus those of the best seat chosen on the other half, averaged over items and splits.</summary>
    /// <param name="seats">For each seat its points on each item, by which it is chosen.</param>
    /// <param name="panel">The panel's points on each item.</param>
    /// <param name="seed">Seed of splits and bootstrap.</param>
    /// <param name="repeated">
    /// For each seat the points of it asked as often as the panel has seats (plurality of its own answers), with which the panel is compared instead; null
    /// compares with the seat
    /// asked once.
    /// </param>
    /// <param name="level">The confidence of the interval, which is a bootstrap over items with the chosen seats as they are.</param>
    /// <exception cref="ArgumentException">When the points are not of the same items, or there are fewer than two items or no seat.</exception>
    public static MeanWithInterval Gain(
        IReadOnlyList<double[]> seats, double[] panel, long seed, IReadOnlyList<double[]>? repeated = null, double level = Interval.DefaultLevel) =>
        seats.Any(s => s.Length != panel.Length)
            ? throw new ArgumentException("Points of seats and panel must be of the same items.", nameof(seats))
            : PairedBootstrap.Difference(panel, OnOtherHalf(seats, seed, repeated), seed, level: level);

    /// <summary>The points on each item of the seat that is best on the other half, averaged over the splits.</summary>
    /// <param name="seats">For each seat its points on each item, by which it is chosen; of equal seats the first.</param>
    /// <param name="seed">Seed of the splits.</param>
    /// <param name="repeated">For each seat other points of it, which are taken instead; null takes those by which it is chosen.</param>
    /// <exception cref="ArgumentException">When the points are not of the same items, or there are fewer than two items or no seat.</exception>
    public static double[] OnOtherHalf(IReadOnlyList<double[]> seats, long seed, IReadOnlyList<double[]>? repeated = null)
    {
        var taken = repeated ?? seats;
        if (seats.Count == 0 || seats[0].Length < 2 || taken.Count != seats.Count || seats.Concat(taken).Any(s => s.Length != seats[0].Length))
        {
            throw new ArgumentException("Points of seats must be of the same items, at least two, and of at least one seat.", nameof(seats));
        }

        var random = new SeededRandom(seed, "halves");
        var points = new double[seats[0].Length];
        for (var split = 0; split < Splits; split++)
        {
            var order = random.Order(points.Length);
            var (first, second) = (order[..(order.Length / 2)], order[(order.Length / 2)..]);
            Take(first, second);
            Take(second, first);
        }

        for (var item = 0; item < points.Length; item++)
        {
            points[item] /= Splits;
        }

        return points;

        void Take(int[] choosing, int[] applied)
        {
            var best = Enumerable.Range(0, seats.Count).MaxBy(s => Sum(seats[s], choosing));
            foreach (var item in applied)
            {
                points[item] += taken[best][item];
            }
        }
    }

    private static double Sum(double[] points, int[] items)
    {
        var sum = 0.0;
        foreach (var item in items)
        {
            sum += points[item];
        }

        return sum;
    }
}
