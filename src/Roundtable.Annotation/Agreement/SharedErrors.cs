using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Agreement;

/// <summary>
/// How errors of two seats coincide, over all pairs of seats and all items with gold on which both voted, beside what independent errors would give: seats
/// that err each with
/// their own rate and their own wrong classes for each right class.
/// </summary>
/// <param name="Pairs">Number of pairs (two seats on one item).</param>
/// <param name="BothWrong">Share of pairs in which both are wrong.</param>
/// <param name="BothWrongIfIndependent">
/// What that share would be for independent errors: the product of the two seats' error rates for the item's right class.
/// </param>
/// <param name="SameWrong">Share of pairs in which both give the same wrong answer.</param>
/// <param name="SameWrongIfIndependent">
/// What that share would be for independent errors: for each wrong class the product of how often each seat gives it for the item's right class.
/// </param>
public sealed record SharedErrors(int Pairs, double BothWrong, double BothWrongIfIndependent, double SameWrong, double SameWrongIfIndependent)
{
    /// <summary>Measures the errors of some seats; null where no two seats voted on an item with gold.</summary>
    /// <param name="seats">Votes with one source a seat (<see cref="SeatVotes.Merge"/>).</param>
    /// <param name="gold">What people say.</param>
    public static SharedErrors? Of(VoteTable seats, GoldLabels gold)
    {
        var (pairs, bothWrong, sameWrong, expectedBoth, expectedSame) = (0, 0, 0, 0.0, 0.0);
        for (var a = 0; a < seats.Sources.Count; a++)
        {
            for (var b = a + 1; b < seats.Sources.Count; b++)
            {
                foreach (var items in gold.Items.Where(i => seats[i, a] != VoteTable.None && seats[i, b] != VoteTable.None).GroupBy(i => gold[i]))
                {
                    var (n, first, second) = (items.Count(), items.CountBy(i => seats[i, a]).ToDictionary(), items.CountBy(i => seats[i, b]).ToDictionary());
                    pairs += n;
                    bothWrong += items.Count(i => seats[i, a] != items.Key && seats[i, b] != items.Key);
                    sameWrong += items.Count(i => seats[i, a] != items.Key && seats[i, a] == seats[i, b]);
                    expectedBoth += (double)(n - first.GetValueOrDefault(items.Key)) * (n - second.GetValueOrDefault(items.Key)) / n;
                    expectedSame += first.Where(f => f.Key != items.Key).Sum(f => (double)f.Value * second.GetValueOrDefault(f.Key)) / n;
                }
            }
        }

        return pairs == 0 ? null : new SharedErrors(pairs, (double)bothWrong / pairs, expectedBoth / pairs, (double)sameWrong / pairs, expectedSame / pairs);
    }
}
