using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Whether sources agree more than sources would that do not look at the items: each source's votes are dealt anew over the items it voted on, many times.
/// Where they do not, labels without gold would be labels of noise.
/// </summary>
internal static class ChanceTest
{
    private const int Permutations = 199;
    private const int MaxItems = 4000;
    private const double Level = 0.01;

    /// <summary>Why sources cannot be told from chance, in one sentence, or null where they can.</summary>
    public static string? Problem(VoteTable table)
    {
        if (table.Sources.Count < 3)
        {
            var voted = table.Sources.Count == 1 ? "One seat" : $"{table.Sources.Count} seats";
            return $"{voted} voted; who is right more often can be estimated without gold from three at least.";
        }

        var items = Sampled(table);
        var votes = items.Select(i => table.Of(i).ToArray()).ToArray();
        var observed = Agreeing(votes, table.Classes.Count);
        var cast = Enumerable.Range(0, table.Sources.Count)
            .Select(s => Enumerable.Range(0, votes.Length).Where(i => votes[i][s] != VoteTable.None).ToArray())
            .ToArray();
        var asHigh = 0;
        for (var round = 1; round <= Permutations; round++)
        {
            for (var s = 0; s < cast.Length; s++)
            {
                var dealt = cast[s].Select(i => votes[i][s]).ToArray();
                Folds.Shuffle<short>(dealt, (round * 7919) + s);
                for (var k = 0; k < dealt.Length; k++)
                {
                    votes[cast[s][k]][s] = dealt[k];
                }
            }

            asHigh += Agreeing(votes, table.Classes.Count) >= observed ? 1 : 0;
            if (asHigh > Level * (Permutations + 1))
            {
                return "The seats agree no more than seats would that vote at random: which of them is right more often cannot be told from their votes.";
            }
        }

        return null;
    }

    /// <summary>Number of pairs of equal votes on an item.</summary>
    private static long Agreeing(short[][] votes, int classes)
    {
        var pairs = 0L;
        var counts = new int[classes];
        foreach (var row in votes)
        {
            foreach (var vote in row)
            {
                pairs += vote == VoteTable.None ? 0 : counts[vote]++;
            }

            foreach (var vote in row)
            {
                if (vote != VoteTable.None)
                {
                    counts[vote] = 0;
                }
            }
        }

        return pairs;
    }

    /// <summary>All items, or some at equal distances.</summary>
    private static int[] Sampled(VoteTable table)
    {
        var all = table.Items.Count;
        var taken = Math.Min(all, MaxItems);
        return [.. Enumerable.Range(0, taken).Select(k => (int)((long)k * all / taken))];
    }
}
