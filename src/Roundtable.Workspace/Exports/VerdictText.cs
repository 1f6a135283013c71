using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Workspace.Exports;

/// <summary>
/// A verdict in words, the same for the terminal, the exports and the pages. Plain text with what models and askers wrote
/// still raw in it: whoever shows it must neutralise or encode it.
/// </summary>
public static class VerdictText
{
    /// <summary>
    /// The headline with its denominator, as in "Majority: Yes, 3 of 7 seats; 2 voted otherwise, 1 refused, 1 absent", from one tally: what a seat did
    /// that did not vote is never left out of it.
    /// </summary>
    public static string Headline(Tally tally, IReadOnlyList<string> options)
    {
        var seats = Count(tally.Invited, "seat");
        var (head, counted) = tally.Label switch
        {
            TallyLabel.NoVerdict when tally.Objections > tally.Cast =>
                ($"No verdict: {Count(tally.Objections, "objection outnumbers", "objections outnumber")} {Count(tally.Cast, "vote")} of {seats}", tally.Cast),
            TallyLabel.NoVerdict =>
                ($"No verdict: {Count(tally.Cast, "vote")} of {seats} where {tally.Quorum} {(tally.Quorum == 1 ? "is" : "are")} needed", tally.Cast),
            TallyLabel.Tie => ($"Tie: {Join(Ahead(tally, options))}, {tally.Votes.Max()} each of {seats}", tally.Votes.Max() * Ahead(tally, options).Count()),
            var label => ($"{label}: {options[tally.Leader!.Value]}, {tally.Votes[tally.Leader!.Value]} of {seats}", tally.Votes[tally.Leader!.Value]),
        };
        (int Count, string What)[] rest =
        [
            (tally.Cast - counted, "voted otherwise"), (tally.Abstentions, "abstained"),
            (tally.Label == TallyLabel.NoVerdict && tally.Objections > tally.Cast ? 0 : tally.Objections, "objected"), (tally.Refusals, "refused"),
            (tally.Unparsed, "unreadable"), (tally.Absent, "absent"),
        ];
        var beside = string.Join(", ", rest.Where(r => r.Count > 0).Select(r => $"{r.Count} {r.What}"));
        return beside.Length == 0 ? head : $"{head}; {beside}";
    }

    /// <summary>The headline of one round, whose positions play the part of options where the question is open.</summary>
    public static string Headline(Tally tally, Question question, Clustering? clustering) =>
        Headline(tally, clustering?.Clusters.Select(c => c.Name).ToList() ?? question.Options);

    /// <summary>The invited panel and what was beside the votes, as in "5 seats invited: 3 voted, 1 abstained, 1 absent".</summary>
    public static string Beside(Tally tally)
    {
        (int Count, string What)[] parts =
        [
            (tally.Cast, "voted"), (tally.Abstentions, "abstained"), (tally.Objections, "objected"), (tally.Refusals, "refused"),
            (tally.Unparsed, "unreadable"), (tally.Absent, "absent"),
        ];
        return $"{Count(tally.Invited, "seat")} invited: {string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.What}"))}";
    }

    /// <summary>How many rounds there were and why they ended.</summary>
    public static string Rounds(Verdict verdict) => $"{Count(verdict.Rounds, "round")}; " + verdict.Stop switch
    {
        StopReason.SingleRound => "a poll has one.",
        StopReason.Unanimous => "stopped when every vote was the same.",
        StopReason.NothingChanged => "stopped when a round changed nothing.",
        StopReason.RoundLimit => "stopped at the limit.",
        StopReason.BudgetSpent => "stopped because the next round might have cost more than was left.",
        StopReason.TimeLimit => "stopped when the time ran out.",
        _ => "stopped because fewer seats than the quorum were present.",
    };

    /// <summary>One move, as in "Seat 2 moved from No to Yes in round 2, persuaded by Seat 1 in round 1".</summary>
    public static string Move(Session session, Move move)
    {
        string Option(int? option) => option is { } index ? session.Verdict.Options[index] : "no vote";
        var direction = move.Direction switch
        {
            Direction.TowardsMajority => ", towards the majority",
            Direction.AwayFromMajority => ", away from the majority",
            _ => "",
        };
        var edge = session.Verdict.Persuasions.FirstOrDefault(p => p.To == move.Seat && p.Round == move.Round);
        var why = edge is not null ? $", persuaded by {BallotText.Name(session.Panel, edge.Ballot)}"
            : move.PersuadedBy is { } ballot ? $", naming {BallotText.Name(session.Panel, ballot)}"
            : Discounted(session, move) is { } left ? $", naming {BallotText.Name(session.Panel, left)}, an argument for the side that it left"
            : ", naming no argument";
        return $"{Seat(session, move.Seat)} moved from {Option(move.From)} to {Option(move.To)} in round {move.Round}{direction}{why}";
    }

    /// <summary>A ballot of another seat that a move names and that did not count as persuasion; null where it names none.</summary>
    private static string? Discounted(Session session, Move move)
    {
        var earlier = session.Rounds.Take(move.Round - 1).SelectMany(r => r.Ballots)
            .Where(b => b.Seat != move.Seat)
            .Select(b => b.Id)
            .ToHashSet(StringComparer.Ordinal);
        return session.Rounds[move.Round - 1].Ballots.FirstOrDefault(b => b.Seat == move.Seat && b.PersuadedBy is { } id && earlier.Contains(id))?.PersuadedBy;
    }

    /// <summary>Display name of a seat.</summary>
    public static string Seat(Session session, int number) => session.Panel[number - 1].Name;

    /// <summary>The warning about herding, or null.</summary>
    public static string? Herding(Verdict verdict) => verdict.Herding
        ? "This looks like herding: most of those who moved towards the majority named no argument for where they went."
        : null;

    /// <summary>Agreement in plain words: the lead, and how often two seats voted alike.</summary>
    public static string Agreement(Verdict verdict)
    {
        var margin = verdict.Options.Count < 2 ? "" : verdict.FinalAgreement.Margin switch
        {
            0 => "No option is ahead. ",
            1 => "One vote separates the leading option from the next. ",
            var m => $"{m} votes separate the leading option from the next. ",
        };
        var votes = verdict.Final.Votes;
        long pairs = Pairs(verdict.Final.Cast), alike = votes.Sum(v => Pairs(v));
        return margin + (pairs, alike) switch
        {
            (0, _) => verdict.Final.Cast == 1 ? "There is one vote, so nothing to compare it with." : "There are no votes to compare.",
            _ when alike == pairs => $"All {verdict.Final.Cast} votes are the same.",
            (_, 0) => $"No two of the {verdict.Final.Cast} votes are the same.",
            _ => $"Of the {pairs} pairs of votes, {alike} agree: take two seats at random, and they voted alike {Percent((double)alike / pairs)} of the time.",
        };

        static long Pairs(long count) => count * (count - 1) / 2;
    }

    /// <summary>What samples say about seats and the order of the options, or that order was not tested; null where there is nothing to say.</summary>
    public static string? Samples(Session session)
    {
        var verdict = session.Verdict;
        if (session.Settings.Samples == 1)
        {
            return session.ImportedFrom is null && !session.Question.IsOpen
                ? "Order was not tested: each seat saw the options in one order only. With two samples or more, it sees them in several."
                : null;
        }

        string?[] sentences =
        [
            verdict.WithinSeats is { } within
                ? $"Asked again, seats disagreed with themselves in {Percent(within)} of pairs"
                    + (verdict.BetweenSeats is { } between ? $", with each other in {Percent(between)}." : ".")
                : null,
            verdict.Consistency.Where(c => c.OrderFlipRate is not null).ToList() is { Count: > 0 } tested
                ? $"Shown the options in another order, {Count(tested.Count, "seat")} voted differently in "
                    + $"{Percent(tested.Average(c => c.OrderFlipRate!.Value))} of pairs."
                : session.Question.IsOpen ? null : "Order was not tested: no seat's vote was read under two orders of the options.",
            session.Question.Options.Count == 2 && session.Settings.Samples is > 1 and var samples && samples % 2 == 1
                ? $"Each seat saw one order in {(samples + 1) / 2} of its {samples} samples and the other in {samples / 2}; both orders weigh the same."
                : null,
            .. Divided(session),
        ];
        return sentences.Any(s => s is not null) ? string.Join(' ', sentences.Where(s => s is not null)) : null;
    }

    /// <summary>The seats of the last round that abstain because their samples are evenly split, each with how.</summary>
    public static IEnumerable<string> Divided(Session session)
    {
        var choices = SeatChoices.Of(session, session.Rounds.Count);
        foreach (var (seat, choice) in choices.BySeat.OrderBy(c => c.Key))
        {
            if (choice.Standing == SeatStanding.Divided)
            {
                var votes = session.Rounds[^1].Ballots.Where(b => b.Seat == seat && choices.OptionOf(b) is not null).ToList();
                string Split(IEnumerable<Ballot> ballots) => Join(ballots.GroupBy(b => choices.OptionOf(b)!.Value).OrderBy(g => g.Key)
                    .Select(g => $"{g.Count()} for {session.Verdict.Options[g.Key]}"));
                var orders = votes.Where(b => b.Shown.Count == 2).GroupBy(b => b.Shown[0]).OrderBy(g => g.Key).ToList();
                var place = orders.Count < 2 || orders.Sum(o => o.Count()) < votes.Count ? null
                    : votes.TrueForAll(b => choices.OptionOf(b) == b.Shown[0]) ? "first"
                    : votes.TrueForAll(b => choices.OptionOf(b) == b.Shown[1]) ? "last"
                    : null;
                yield return place is not null
                    ? $"{Seat(session, seat)} counts as an abstention: in each of its {votes.Count} samples it chose the option that stood {place}, "
                        + "whichever that was."
                    : orders.Count == 2
                    ? $"{Seat(session, seat)} counts as an abstention: its samples split evenly between the two orders, which weigh the same ("
                        + string.Join("; ", orders.Select(o => $"{session.Verdict.Options[o.Key]} shown first: {Split(o)}")) + ")."
                    : $"{Seat(session, seat)} counts as an abstention: its samples split evenly, {Split(votes)}.";
            }
        }
    }

    /// <summary>How many independent votes the votes amount to, as the session says, and what that rests on.</summary>
    public static string Independence(Verdict verdict)
    {
        var votes = Count(verdict.Final.Cast, "vote");
        return verdict.Independence switch
        {
            null => $"{votes} weigh as {Weight(verdict.EffectiveVotes ?? 0)}, assumed by model family.",
            { EffectiveVotes: 0 } => "Nobody voted.",
            { Models: 1 } one when verdict.Final.Cast > 1 =>
                $"{votes} from 1 model weigh as {Weight(one.EffectiveVotes)}: a model counts once, however many seats it has.",
            { Basis: IndependenceBasis.Measured } measured =>
                $"{votes} from {Count(measured.Models, "model")} {Verb(verdict)} as {Weight(measured.EffectiveVotes)}, measured on "
                    + $"{Count(measured.SharedItems ?? 0, "shared question")}.",
            var assumed => $"{votes} from {Count(assumed.Models, "model")} {Verb(verdict)} as {Weight(assumed.EffectiveVotes)}, assumed by model and family.",
        };

        static string Verb(Verdict verdict) => verdict.Final.Cast == 1 ? "weighs" : "weigh";
    }

    /// <summary>A number of independent votes, with its noun.</summary>
    public static string Weight(double votes) => $"{Number(votes)} independent {(votes == 1 ? "vote" : "votes")}";

    /// <summary>What the session cost, never calling the unknown zero.</summary>
    public static string Spend(Spend spend)
    {
        var known = string.Create(CultureInfo.InvariantCulture, $"${spend.MicroDollars / 1_000_000m:0.0000}");
        var cost = spend.UnpricedCalls == 0 ? known
            : spend is { MicroDollars: 0 } && spend.UnpricedCalls >= spend.Calls ? "cost unknown"
            : $"at least {known}, {Count(spend.UnpricedCalls, "call")} of unknown price";
        return spend is { InputTokens: 0, OutputTokens: 0, MicroDollars: 0, UnpricedCalls: 0 }
            ? $"{Count(spend.Calls, "call")}, nothing spent"
            : $"{Count(spend.Calls, "call")}, {spend.InputTokens} tokens in, {spend.OutputTokens} out, {cost}";
    }

    /// <summary>
    /// The sign by which an option, or a cluster, is shown and told from the others: a letter as a rule, a number where options are themselves letters, and
    /// where there are more than letters.
    /// </summary>
    public static string Sign(IReadOnlyList<string> options, int option) => options.Count <= Question.MaxOptions
        ? OptionKeys.For(options).Names[option]
        : (option + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number and its noun.</summary>
    public static string Count(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>At most two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + "%";

    private static IEnumerable<string> Ahead(Tally tally, IReadOnlyList<string> options) =>
        options.Where((_, i) => tally.Votes[i] == tally.Votes.Max());

    private static string Join(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }
}
