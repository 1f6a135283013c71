using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>One seat's choice in one round, aggregated over its samples.</summary>
/// <param name="Standing">How the seat is counted.</param>
/// <param name="Option">Option or cluster index, from 0; null unless the seat voted.</param>
public sealed record SeatChoice(SeatStanding Standing, int? Option = null)
{
    /// <summary>
    /// Aggregates one seat's samples. Its vote is the option that most of its voting samples chose, however many others
    /// abstained; where two or more options share the first place, the seat is divided. Where no sample votes, the most
    /// frequent other answer counts; among equally frequent ones an objection precedes an abstention, that a refusal, and
    /// that an answer which did not parse: explicit answers come first.
    /// </summary>
    /// <param name="samplesOfOneSeat">Ballots of one seat in one round; without any the seat is absent.</param>
    /// <param name="cluster">
    /// For an open question, the cluster of the seat. Positions are grouped by seat, so every sample of it that states a
    /// position counts for this cluster.
    /// </param>
    /// <param name="balanced">
    /// Whether the question has two options, so that their two orders weigh the same, however many samples saw each: else a seat that takes whatever
    /// stands first would vote for what stands first more often. A seat of which one order alone was answered is counted by that one.
    /// </param>
    /// <exception cref="ArgumentException">When a sample states a position and <paramref name="cluster"/> is null.</exception>
    public static SeatChoice Of(IEnumerable<Ballot> samplesOfOneSeat, int? cluster = null, bool balanced = false)
    {
        var votes = new SortedDictionary<int, int>();
        List<Ballot> cast = [];
        int objections = 0, abstentions = 0, refusals = 0, unparsed = 0;
        foreach (var ballot in samplesOfOneSeat)
        {
            switch (ballot.Choice)
            {
                case Choice.Objection:
                    objections++;
                    break;
                case Choice.Abstention:
                    abstentions++;
                    break;
                case Choice.Refusal:
                    refusals++;
                    break;
                case Choice.Unparsed:
                    unparsed++;
                    break;
                default:
                    var option = OptionOf(ballot, cluster);
                    votes[option] = votes.GetValueOrDefault(option) + 1;
                    cast.Add(ballot);
                    break;
            }
        }

        if (votes.Count > 0)
        {
            if (balanced)
            {
                Balance(votes, cast);
            }

            var most = votes.Values.Max();
            var first = votes.Where(v => v.Value == most).Select(v => v.Key).ToList();
            return first.Count == 1 ? new(SeatStanding.Voted, first[0]) : new(SeatStanding.Divided);
        }

        // MaxBy keeps the first of equals, so the order of this list is the precedence.
        (SeatStanding Standing, int Count)[] others =
        [
            (SeatStanding.Objected, objections),
            (SeatStanding.Abstained, abstentions),
            (SeatStanding.Refused, refusals),
            (SeatStanding.Unparsed, unparsed),
        ];
        var stands = others.MaxBy(o => o.Count);
        return new(stands.Count == 0 ? SeatStanding.Absent : stands.Standing);
    }

    /// <summary>Weighs each vote by the number of votes under the other order, so that both orders have the same weight together.</summary>
    private static void Balance(SortedDictionary<int, int> votes, List<Ballot> cast)
    {
        var orders = cast.Where(b => b.Shown.Count == 2).GroupBy(b => b.Shown[0]).ToDictionary(g => g.Key, g => g.Count());
        if (orders.Count != 2 || orders.Values.Sum() != cast.Count)
        {
            return;
        }

        votes.Clear();
        foreach (var ballot in cast)
        {
            var option = ((Choice.Vote)ballot.Choice).Option;
            votes[option] = votes.GetValueOrDefault(option) + orders[1 - ballot.Shown[0]];
        }
    }

    private static int OptionOf(Ballot ballot, int? cluster) => ballot.Choice switch
    {
        Choice.Vote vote => vote.Option,
        _ => cluster ?? throw new ArgumentException(
            $"Ballot {ballot.Id} states a position, but its seat belongs to no cluster of its round.", nameof(cluster)),
    };
}
