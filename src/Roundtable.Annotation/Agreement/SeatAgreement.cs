using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Agreement;

/// <summary>One seat: how far it is right where there is gold, and how far it agrees with itself.</summary>
/// <param name="Seat">Its name.</param>
/// <param name="Votes">Number of items it has a vote on.</param>
/// <param name="Gold">Number of items with gold.</param>
/// <param name="Right">On how many of these it voted for the right class; a missing vote is not right.</param>
/// <param name="Confusion">For each class by gold (row) how often it voted for each class (column); the last column counts missing votes.</param>
/// <param name="OrderFlips">
/// Share of items on which it voted differently in two orders of the options, of all pairs of different orders with two votes, as in a session
/// (docs/verdicts.md); null without
/// such a pair.
/// </param>
/// <param name="OrderPairs">Number of such pairs.</param>
public sealed record SeatAgreement(
    string Seat, int Votes, int Gold, int Right, IReadOnlyList<IReadOnlyList<int>> Confusion, double? OrderFlips, int OrderPairs)
{
    internal static SeatAgreement Of(VoteTable table, VoteTable seats, int seat, GoldLabels gold)
    {
        var name = seats.Sources[seat].Name;
        var classes = table.Classes.Count;
        var confusion = Enumerable.Range(0, classes).Select(_ => new int[classes + 1]).ToArray();
        var right = 0;
        foreach (var item in gold.Items)
        {
            var vote = seats[item, seat];
            confusion[gold[item]][vote == VoteTable.None ? classes : vote]++;
            right += vote == gold[item] ? 1 : 0;
        }

        var sources = Enumerable.Range(0, table.Sources.Count).Where(s => table.Sources[s].Seat == name).ToArray();
        var (pairs, flips) = Flips(table, sources);
        return new SeatAgreement(
            name, Enumerable.Range(0, table.Items.Count).Count(i => seats[i, seat] != VoteTable.None), gold.Items.Count, right, confusion,
            pairs == 0 ? null : (double)flips / pairs, pairs);
    }

    private static (int Pairs, int Flips) Flips(VoteTable table, int[] sources)
    {
        var (pairs, flips) = (0, 0);
        for (var a = 0; a < sources.Length; a++)
        {
            for (var b = a + 1; b < sources.Length; b++)
            {
                for (var i = 0; i < table.Items.Count && table.Sources[sources[a]].Order != table.Sources[sources[b]].Order; i++)
                {
                    var (x, y) = (table[i, sources[a]], table[i, sources[b]]);
                    pairs += x != VoteTable.None && y != VoteTable.None ? 1 : 0;
                    flips += x != VoteTable.None && y != VoteTable.None && x != y ? 1 : 0;
                }
            }
        }

        return (pairs, flips);
    }
}
