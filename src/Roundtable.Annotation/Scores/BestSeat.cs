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
        IReadOnlyList<double[]> seats, double[] panel, long seed, IReadOnlyList<double[]>? repeated = null, double level = Interval.DefaultLevel)
    {
        var compared = repeated ?? seats;
        if (seats.Count == 0 || panel.Length < 2 || compared.Count != seats.Count || seats.Concat(compared).Any(s => s.Length != panel.Length))
        {
            throw new ArgumentException("Points of seats and panel must be of the same items, at least two, and of at least one seat.", nameof(seats));
        }

        var random = new SeededRandom(seed, "halves");
        var differences = new double[panel.Length];
        for (var split = 0; split < Splits; split++)
        {
            var order = random.Order(panel.Length);
            var (first, second) = (order[..(order.Length / 2)], order[(order.Length / 2)..]);
            Compare(first, second);
            Compare(second, first);
        }

        return PairedBootstrap.Mean(differences, seed, level: level);

        void Compare(int[] choosing, int[] comparing)
        {
            var best = Enumerable.Range(0, seats.Count).MaxBy(s => choosing.Sum(i => seats[s][i]));
            foreach (var item in comparing)
            {
                differences[item] += (panel[item] - compared[best][item]) / Splits;
            }
        }
    }
}
