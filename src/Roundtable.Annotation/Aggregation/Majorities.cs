using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>The shares of the votes cast, where other rules begin.</summary>
internal static class Majorities
{
    /// <summary>Items × classes: the shares of the votes cast, 1 for the gold class where there is one, all 0 where there is neither.</summary>
    public static double[] Shares(VoteTable table, GoldLabels gold)
    {
        var classes = table.Classes.Count;
        var shares = new double[table.Items.Count * classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var row = shares.AsSpan(i * classes, classes);
            if (gold[i] != VoteTable.None)
            {
                row[gold[i]] = 1;
                continue;
            }

            var votes = 0;
            foreach (var vote in table.Of(i))
            {
                if (vote != VoteTable.None)
                {
                    row[vote]++;
                    votes++;
                }
            }

            for (var c = 0; votes > 0 && c < classes; c++)
            {
                row[c] /= votes;
            }
        }

        return shares;
    }
}
