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
        // One class of right answers after the other, with arrays that are reused, so that ten thousand items of thirty seats take a moment.
        var classes = gold.Items.GroupBy(i => gold[i]).Select(g => (Right: g.Key, Items: g.ToArray())).ToList();
        var (first, second) = (new int[seats.Classes.Count], new int[seats.Classes.Count]);
        var (pairs, bothWrong, sameWrong, expectedBoth, expectedSame) = (0, 0, 0, 0.0, 0.0);
        for (var a = 0; a < seats.Sources.Count; a++)
        {
            for (var b = a + 1; b < seats.Sources.Count; b++)
            {
                foreach (var (right, items) in classes)
                {
                    var n = 0;
                    foreach (var item in items)
                    {
                        var (x, y) = (seats[item, a], seats[item, b]);
                        if (x == VoteTable.None || y == VoteTable.None)
                        {
                            continue;
                        }

                        n++;
                        first[x]++;
                        second[y]++;
                        bothWrong += x != right && y != right ? 1 : 0;
                        sameWrong += x != right && x == y ? 1 : 0;
                    }

                    pairs += n;
                    expectedBoth += n == 0 ? 0 : (double)(n - first[right]) * (n - second[right]) / n;
                    foreach (var item in items)
                    {
                        // Each class once: its counts are cleared as they are used.
                        if (seats[item, a] is var said && said != VoteTable.None)
                        {
                            expectedSame += said == right || n == 0 ? 0 : (double)first[said] * second[said] / n;
                            first[said] = 0;
                        }
                    }

                    foreach (var item in items)
                    {
                        if (seats[item, b] is var said && said != VoteTable.None)
                        {
                            second[said] = 0;
                        }
                    }
                }
            }
        }

        return pairs == 0 ? null : new SharedErrors(pairs, (double)bothWrong / pairs, expectedBoth / pairs, (double)sameWrong / pairs, expectedSame / pairs);
    }
}
