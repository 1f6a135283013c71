using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>Separates disagreement within a seat from disagreement between seats.</summary>
internal static class ConsistencyCount
{
    /// <summary>Each seat that cast several votes; by seat.</summary>
    public static IReadOnlyList<SeatConsistency> Of(RoundChoices round) =>
    [
        .. from seat in round.Panel
           orderby seat.Number
           let votes = VotesOf(round, seat.Number)
           where votes.Count >= 2
           select new SeatConsistency(
               seat.Number,
               [.. Enumerable.Range(0, round.OptionCount).Select(o => votes.Count(v => v.Option == o))],
               OrderFlipRate(votes)),
    ];

    /// <summary>Computes <see cref="Verdict.WithinSeats"/>.</summary>
    public static double? Within(IReadOnlyList<SeatConsistency> seats) =>
        seats.Count == 0 ? null : seats.Average(s =>
        {
            long all = s.Votes.Sum();
            return 1 - (s.Votes.Sum(v => (double)AgreementCount.Pairs(v)) / AgreementCount.Pairs(all));
        });

    /// <summary>Computes <see cref="Verdict.BetweenSeats"/> over all samples; a seat's position in an open question counts once.</summary>
    public static double? Between(RoundChoices round)
    {
        var seats = round.Panel.Select(s => OptionsOf(round, s.Number)).ToList();
        var within = seats.Sum(s => AgreementCount.Pairs(s.Count));
        var pairs = AgreementCount.Pairs(seats.Sum(s => s.Count)) - within;
        if (pairs == 0)
        {
            return null;
        }

        var disagreeing = AgreementCount.DisagreeingPairs(seats.SelectMany(s => s)) - seats.Sum(AgreementCount.DisagreeingPairs);
        return (double)disagreeing / pairs;
    }

    private static double? OrderFlipRate(List<(int Option, IReadOnlyList<int> Shown)> votes)
    {
        int pairs = 0, flips = 0;
        for (var i = 0; i < votes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!votes[i].Shown.SequenceEqual(votes[j].Shown))
                {
                    pairs++;
                    flips += votes[i].Option == votes[j].Option ? 0 : 1;
                }
            }
        }

        return pairs == 0 ? null : (double)flips / pairs;
    }

    private static List<(int Option, IReadOnlyList<int> Shown)> VotesOf(RoundChoices round, int seat) =>
        [.. from ballot in round.BallotsOf(seat) where ballot.Choice is Choice.Vote select (round.OptionOf(ballot)!.Value, ballot.Shown)];

    private static List<int> OptionsOf(RoundChoices round, int seat)
    {
        var votes = VotesOf(round, seat);
        return votes.Count > 0 ? [.. votes.Select(v => v.Option)]
            : round.Choices[seat].Option is { } cluster ? [cluster]
            : [];
    }
}
