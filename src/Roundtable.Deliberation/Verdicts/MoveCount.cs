using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>Finds the seats that changed their choice, from ballots alone.</summary>
internal static class MoveCount
{
    /// <summary>
    /// Every change of a choice, by round, then by seat. A seat's choice is compared with the last one that it stated: a
    /// round in which it was absent or its answer did not parse is skipped. A change from one way of not voting to another is
    /// not a move.
    /// </summary>
    /// <param name="rounds">All rounds in order, with the same option indices.</param>
    /// <param name="quorum">Quorum of the tallies that determine directions; it has no effect on them.</param>
    /// <param name="rules">The version of the rules.</param>
    public static List<Move> Of(IReadOnlyList<RoundChoices> rounds, int quorum, CountingRules rules)
    {
        var moves = new List<Move>();
        var stated = new Dictionary<int, SeatChoice>();
        var earlier = new Dictionary<string, (Ballot Ballot, int? Option)>(StringComparer.Ordinal);
        int? leader = null;
        foreach (var round in rounds)
        {
            foreach (var seat in round.Panel.Select(s => s.Number).Order())
            {
                var now = round.Choices[seat];
                if (now.Standing is SeatStanding.Absent or SeatStanding.Unparsed)
                {
                    continue;
                }

                if (stated.TryGetValue(seat, out var before) && before.Option != now.Option)
                {
                    moves.Add(new Move(
                        seat,
                        round.Round.Number,
                        before.Option,
                        now.Option,
                        DirectionOf(before.Option, now.Option, leader),
                        PersuaderOf(round, seat, before.Option, now.Option, earlier, rules)));
                }

                stated[seat] = now;
            }

            foreach (var ballot in round.Round.Ballots)
            {
                earlier[ballot.Id] = (ballot, round.OptionOf(ballot));
            }

            leader = round.Count(quorum).Leader;
        }

        return moves;
    }

    /// <summary>The moves whose seat names a ballot of another seat.</summary>
    public static List<Persuasion> Persuasions(IEnumerable<Move> moves, IReadOnlyList<RoundChoices> rounds)
    {
        var seats = rounds.SelectMany(r => r.Round.Ballots)
            .DistinctBy(b => b.Id, StringComparer.Ordinal)
            .ToDictionary(b => b.Id, b => b.Seat, StringComparer.Ordinal);
        return
        [
            .. from move in moves
               where move.PersuadedBy is not null
               select new Persuasion(seats[move.PersuadedBy!], move.Seat, move.Round, move.PersuadedBy!),
        ];
    }

    /// <summary>Computes <see cref="Verdict.Herding"/>.</summary>
    public static bool LooksLikeHerding(IReadOnlyList<Move> moves)
    {
        var towards = moves.Count(m => m.Direction == Direction.TowardsMajority);
        var silent = moves.Count(m => m.Direction == Direction.TowardsMajority && m.PersuadedBy is null);
        return silent >= 2 && 2 * silent > towards;
    }

    private static Direction DirectionOf(int? from, int? to, int? leader) =>
        leader is null ? Direction.Sideways
        : to == leader ? Direction.TowardsMajority
        : from == leader ? Direction.AwayFromMajority
        : Direction.Sideways;

    // With several samples, only those that made the move can name the reason; the ballot that most of them name is taken,
    // the first among equals. An id that is not an earlier ballot of another seat is ignored, and so is an argument for the
    // side that was left: it can have moved nobody away from it.
    private static string? PersuaderOf(
        RoundChoices round, int seat, int? from, int? to, Dictionary<string, (Ballot Ballot, int? Option)> earlier, CountingRules rules) =>
        round.BallotsOf(seat)
            .Where(b => to is null || round.OptionOf(b) == to)
            .Select(b => b.PersuadedBy)
            .Where(id => id is not null && earlier.TryGetValue(id, out var named) && named.Ballot.Seat != seat
                && (rules == CountingRules.First || named.Option != from))
            .GroupBy(id => id, StringComparer.Ordinal)
            .MaxBy(g => g.Count())?.Key;
}
