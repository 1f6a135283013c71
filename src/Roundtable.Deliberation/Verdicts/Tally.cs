using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>
/// The counts of a round. Headline, rounds line and percentages are all computed from this one value. Votes for options
/// are counted separately from everything else that an invited seat may have done.
/// </summary>
/// <param name="Votes">Number of seats that voted for each option, or for each cluster of an open question.</param>
/// <param name="Abstentions">Seats that abstained, or whose samples were evenly divided.</param>
/// <param name="Objections">Seats that objected to the question.</param>
/// <param name="Refusals">Seats whose model refused to take part.</param>
/// <param name="Unparsed">Seats whose answer did not parse.</param>
/// <param name="Absent">Seats that cast no ballot.</param>
/// <param name="Quorum">Minimum number of votes for a verdict.</param>
public sealed record Tally(
    IReadOnlyList<int> Votes,
    int Abstentions,
    int Objections,
    int Refusals,
    int Unparsed,
    int Absent,
    int Quorum)
{
    /// <summary>Number of votes cast for options.</summary>
    [JsonIgnore]
    public int Cast => Votes.Sum();

    /// <summary>Number of seats invited: the denominator that is always stated.</summary>
    [JsonIgnore]
    public int Invited => Cast + Abstentions + Objections + Refusals + Unparsed + Absent;

    /// <summary>Index of the leading option, or null where none leads.</summary>
    [JsonIgnore]
    public int? Leader
    {
        get
        {
            var most = Votes.Count == 0 ? 0 : Votes.Max();
            return most > 0 && Votes.Count(v => v == most) == 1 ? Votes.ToList().IndexOf(most) : null;
        }
    }

    /// <summary>The verdict label. Shares are compared as integers, never as rounded fractions.</summary>
    public TallyLabel Label
    {
        get
        {
            var cast = Cast;
            if (cast < Quorum || cast == 0 || Objections > cast)
            {
                return TallyLabel.NoVerdict;
            }

            if (Leader is not { } leader)
            {
                return TallyLabel.Tie;
            }

            var ahead = Votes[leader];
            return ahead == cast ? TallyLabel.Unanimous
                : 3 * ahead >= 2 * cast ? TallyLabel.Supermajority
                : 2 * ahead > cast ? TallyLabel.Majority
                : TallyLabel.Plurality;
        }
    }
}
