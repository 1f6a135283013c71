using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>The votes of some sources alone, those of the best seat; where none of them voted, the shares of all votes.</summary>
/// <param name="Rule">The name of the rule that it was learned by.</param>
/// <param name="Share">The part of the mixture that it makes up, 0 to 1.</param>
/// <param name="Temperature">What its log odds are divided by; above 0.</param>
/// <param name="Sources">Indices of the rule's sources that count.</param>
/// <param name="Accuracy">How often their votes are right, 0 to 1; the other classes share the rest.</param>
public sealed record ChosenSeat(string Rule, double Share, double Temperature, IReadOnlyList<int> Sources, double Accuracy)
    : RuleComponent(Rule, Share, Temperature)
{
    /// <inheritdoc/>
    internal override void Fill(ReadOnlySpan<short> votes, Span<double> row)
    {
        row.Clear();
        var cast = 0;
        foreach (var s in Sources)
        {
            cast += Count(votes[s], row);
        }

        for (var s = 0; cast == 0 && s < votes.Length; s++)
        {
            Count(votes[s], row);
        }

        var all = 0.0;
        foreach (var count in row)
        {
            all += count;
        }

        for (var c = 0; c < row.Length; c++)
        {
            var share = row[c] / all;
            row[c] = row.Length == 1 ? 1 : (share * Accuracy) + ((1 - share) * (1 - Accuracy) / (row.Length - 1));
        }
    }

    private static int Count(short vote, Span<double> row)
    {
        if (vote == VoteTable.None)
        {
            return 0;
        }

        row[vote]++;
        return 1;
    }
}
