using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>
/// The Schulze method: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and
/// Condorcet-consistent single-winner election method", 2011. A link's strength is its winning votes.
/// </summary>
internal static class SchulzeRule
{
    /// <summary>Weight of the ballots that rank the row's option above the column's; what a ballot leaves out it compares with nothing.</summary>
    public static Fraction[][] Pairwise(IEnumerable<WeighedBallot> ballots, int options)
    {
        var prefer = Square(options);
        foreach (var ballot in ballots)
        {
            var ranking = ((Choice.Vote)ballot.Ballot.Choice).Ranking!;
            for (var above = 0; above < ranking.Count; above++)
            {
                for (var below = above + 1; below < ranking.Count; below++)
                {
                    prefer[ranking[above]][ranking[below]] += ballot.Weight;
                }
            }
        }

        return prefer;
    }

    /// <summary>The strength of the strongest path from the row's option to the column's: that of its weakest link (Floyd–Warshall).</summary>
    public static Fraction[][] Strengths(Fraction[][] pairwise)
    {
        var options = pairwise.Length;
        var strength = Square(options);
        for (var i = 0; i < options; i++)
        {
            for (var j = 0; j < options; j++)
            {
                if (pairwise[i][j] > pairwise[j][i])
                {
                    strength[i][j] = pairwise[i][j];
                }
            }
        }

        for (var via = 0; via < options; via++)
        {
            for (var i = 0; i < options; i++)
            {
                for (var j = 0; j < options; j++)
                {
                    var weakest = strength[i][via] < strength[via][j] ? strength[i][via] : strength[via][j];
                    if (i != j && i != via && j != via && weakest > strength[i][j])
                    {
                        strength[i][j] = weakest;
                    }
                }
            }
        }

        return strength;
    }

    /// <summary>The number of options that each option beats by the strongest path.</summary>
    public static Fraction[] Beaten(Fraction[][] pairwise)
    {
        var strength = Strengths(pairwise);
        return [.. strength.Select((row, i) => new Fraction(row.Where((chain, j) => chain > strength[j][i]).Count(), 1))];
    }

    /// <summary>The number of options by which each option is beaten.</summary>
    public static int[] BeatenBy(Fraction[][] pairwise)
    {
        var strength = Strengths(pairwise);
        return [.. strength.Select((row, i) => row.Where((chain, j) => chain < strength[j][i]).Count())];
    }

    /// <summary>The options that no other beats; never empty.</summary>
    public static List<int> Winners(Fraction[][] pairwise)
    {
        var strength = Strengths(pairwise);
        return [.. Enumerable.Range(0, strength.Length).Where(i => strength.Select((row, j) => row[i] <= strength[i][j]).All(unbeaten => unbeaten))];
    }

    private static Fraction[][] Square(int size) => [.. Enumerable.Range(0, size).Select(_ => Enumerable.Repeat(Fraction.Zero, size).ToArray())];
}
