using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using static Roundtable.Record.Languages.Localized;

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
        var seats = T("{0, plural, one {# seat} other {# seats}}", tally.Invited);
        var (head, counted) = tally.Label switch
        {
            TallyLabel.NoVerdict when tally.Objections > tally.Cast =>
                (T("No verdict: {0, plural, one {# objection outnumbers} other {# objections outnumber}} {1, plural, one {# vote} other {# votes}} of {2}",
                    tally.Objections, tally.Cast, seats), tally.Cast),
            TallyLabel.NoVerdict =>
                (T("No verdict: {0, plural, one {# vote} other {# votes}} of {1} where {2, plural, one {# is} other {# are}} needed",
                    tally.Cast, seats, tally.Quorum), tally.Cast),
            TallyLabel.Tie => (T("Tie: {0}, {1} each of {2}", Join(Ahead(tally, options)), tally.Votes.Max(), seats),
                tally.Votes.Max() * Ahead(tally, options).Count()),
            var label => (T("{0}: {1}, {2} of {3}", Label(label), options[tally.Leader!.Value], tally.Votes[tally.Leader!.Value], seats),
                tally.Votes[tally.Leader!.Value]),
        };
        var objections = tally.Label == TallyLabel.NoVerdict && tally.Objections > tally.Cast ? 0 : tally.Objections;
        string[] rest =
        [
            .. Some(tally.Cast - counted, TLater("{0} voted otherwise")), .. Some(tally.Abstentions, TLater("{0} abstained")),
            .. Some(objections, TLater("{0} objected")), .. Some(tally.Refusals, TLater("{0} refused")),
            .. Some(tally.Unparsed, TLater("{0} unreadable")), .. Some(tally.Absent, TLater("{0} absent")),
        ];
        return rest.Length == 0 ? head : $"{head}; {string.Join(", ", rest)}";
    }

    /// <summary>The headline of one round, whose positions play the part of options where the question is open.</summary>
    public static string Headline(Tally tally, Question question, Clustering? clustering) =>
        Headline(tally, clustering?.Clusters.Select(c => c.Name).ToList() ?? question.Options);

    /// <summary>The invited panel and what was beside the votes, as in "5 seats invited: 3 voted, 1 abstained, 1 absent".</summary>
    public static string Beside(Tally tally)
    {
        string[] parts =
        [
            .. Some(tally.Cast, TLater("{0} voted")), .. Some(tally.Abstentions, TLater("{0} abstained")), .. Some(tally.Objections, TLater("{0} objected")),
            .. Some(tally.Refusals, TLater("{0} refused")), .. Some(tally.Unparsed, TLater("{0} unreadable")), .. Some(tally.Absent, TLater("{0} absent")),
        ];
        return T("{0, plural, one {# seat} other {# seats}} invited: {1}", tally.Invited, string.Join(", ", parts));
    }

    private static IEnumerable<string> Some(int count, string what) => count > 0 ? [T(what, count)] : [];

    /// <summary>A label as the beginning of a headline.</summary>
    internal static string Label(TallyLabel label) => label switch
    {
        TallyLabel.Unanimous => T("Unanimous"),
        TallyLabel.Supermajority => T("Supermajority"),
        TallyLabel.Majority => T("Majority"),
        TallyLabel.Plurality => T("Plurality"),
        _ => Named(label),
    };

    /// <summary>How many rounds there were and why they ended.</summary>
    public static string Rounds(Verdict verdict) => T("{0, plural, one {# round} other {# rounds}}", verdict.Rounds) + "; " + verdict.Stop switch
    {
        StopReason.SingleRound => T("a poll has one."),
        StopReason.Unanimous => T("stopped when every vote was the same."),
        StopReason.NothingChanged => T("stopped when a round changed nothing."),
        StopReason.RoundLimit => T("stopped at the limit."),
        StopReason.BudgetSpent => T("stopped because the next round might have cost more than was left."),
        StopReason.TimeLimit => T("stopped when the time ran out."),
        _ => T("stopped because fewer seats than the quorum were present."),
    };

    /// <summary>One move, as in "Seat 2 moved from No to Yes in round 2, persuaded by Seat 1 in round 1".</summary>
    public static string Move(Session session, Move move)
    {
        string Option(int? option) => option is { } index ? session.Verdict.Options[index] : T("no vote");
        var direction = move.Direction switch
        {
            Direction.TowardsMajority => T(", towards the majority"),
            Direction.AwayFromMajority => T(", away from the majority"),
            _ => "",
        };
        var edge = session.Verdict.Persuasions.FirstOrDefault(p => p.To == move.Seat && p.Round == move.Round);
        var why = edge is not null ? T(", persuaded by {0}", BallotText.Name(session.Panel, edge.Ballot))
            : move.PersuadedBy is { } ballot ? T(", naming {0}", BallotText.Name(session.Panel, ballot))
            : Discounted(session, move) is { } left ? T(", naming {0}, an argument for the side that it left", BallotText.Name(session.Panel, left))
            : T(", naming no argument");
        return T("{0} moved from {1} to {2} in round {3}{4}{5}", Seat(session, move.Seat), Option(move.From), Option(move.To), move.Round, direction, why);
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
        ? T("This looks like herding: most of those who moved towards the majority named no argument for where they went.")
        : null;

    /// <summary>Agreement in plain words: the lead, and how often two seats voted alike.</summary>
    public static string Agreement(Verdict verdict)
    {
        var margin = verdict.Options.Count < 2 ? "" : verdict.FinalAgreement.Margin switch
        {
            0 => T("No option is ahead.") + " ",
            var m => T("{0, plural, one {One vote separates} other {# votes separate}} the leading option from the next.", m) + " ",
        };
        var votes = verdict.Final.Votes;
        long pairs = Pairs(verdict.Final.Cast), alike = votes.Sum(v => Pairs(v));
        return margin + (pairs, alike) switch
        {
            (0, _) => verdict.Final.Cast == 1 ? T("There is one vote, so nothing to compare it with.") : T("There are no votes to compare."),
            _ when alike == pairs => T("All {0} votes are the same.", verdict.Final.Cast),
            (_, 0) => T("No two of the {0} votes are the same.", verdict.Final.Cast),
            _ => T("Of the {0} pairs of votes, {1} agree: take two seats at random, and they voted alike {2} of the time.",
                pairs, alike, Percent((double)alike / pairs)),
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
                ? T("Order was not tested: each seat saw the options in one order only. With two samples or more, it sees them in several.")
                : null;
        }

        string?[] sentences =
        [
            verdict.WithinSeats is { } within
                ? verdict.BetweenSeats is { } between
                    ? T("Asked again, seats disagreed with themselves in {0} of pairs, with each other in {1}.", Percent(within), Percent(between))
                    : T("Asked again, seats disagreed with themselves in {0} of pairs.", Percent(within))
                : null,
            verdict.Consistency.Where(c => c.OrderFlipRate is not null).ToList() is { Count: > 0 } tested
                ? T("Shown the options in another order, {0, plural, one {# seat} other {# seats}} voted differently in {1} of pairs.",
                    tested.Count, Percent(tested.Average(c => c.OrderFlipRate!.Value)))
                : session.Question.IsOpen ? null : T("Order was not tested: no seat's vote was read under two orders of the options."),
            session.Question.Options.Count == 2 && session.Settings.Samples is > 1 and var samples && samples % 2 == 1
                ? T("Each seat saw one order in {0} of its {1} samples and the other in {2}; both orders weigh the same.",
                    (samples + 1) / 2, samples, samples / 2)
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
                    .Select(g => T("{0} for {1}", g.Count(), session.Verdict.Options[g.Key])));
                var orders = votes.Where(b => b.Shown.Count == 2).GroupBy(b => b.Shown[0]).OrderBy(g => g.Key).ToList();
                var place = orders.Count < 2 || orders.Sum(o => o.Count()) < votes.Count ? null
                    : votes.TrueForAll(b => choices.OptionOf(b) == b.Shown[0])
                    ? TLater("{0} counts as an abstention: in each of its {1} samples it chose the option that stood first, whichever that was.")
                    : votes.TrueForAll(b => choices.OptionOf(b) == b.Shown[1])
                    ? TLater("{0} counts as an abstention: in each of its {1} samples it chose the option that stood last, whichever that was.")
                    : null;
                yield return place is not null ? T(place, Seat(session, seat), votes.Count)
                    : orders.Count == 2
                    ? T("{0} counts as an abstention: its samples split evenly between the two orders, which weigh the same ({1}).", Seat(session, seat),
                        string.Join("; ", orders.Select(o => T("{0} shown first: {1}", session.Verdict.Options[o.Key], Split(o)))))
                    : T("{0} counts as an abstention: its samples split evenly, {1}.", Seat(session, seat), Split(votes));
            }
        }
    }

    /// <summary>How many independent votes the votes amount to, as the session says, and what that rests on.</summary>
    public static string Independence(Verdict verdict)
    {
        var cast = verdict.Final.Cast;
        return verdict.Independence switch
        {
            null => T("{0, plural, one {# vote weighs} other {# votes weigh}} as {1}, assumed by model family.", cast, Weight(verdict.EffectiveVotes ?? 0)),
            { EffectiveVotes: 0 } => T("Nobody voted."),
            { Models: 1 } one when cast > 1 =>
                T("{0} votes from 1 model weigh as {1}: a model counts once, however many seats it has.", cast, Weight(one.EffectiveVotes)),
            { Basis: IndependenceBasis.Measured } measured => Votes(cast, measured.Models) + " "
                + T("{0, plural, one {weighs} other {weigh}} as {1}, measured on {2, plural, one {# shared question} other {# shared questions}}.",
                    cast, Weight(measured.EffectiveVotes), measured.SharedItems ?? 0),
            var assumed => Votes(cast, assumed.Models) + " "
                + T("{0, plural, one {weighs} other {weigh}} as {1}, assumed by model and family.", cast, Weight(assumed.EffectiveVotes)),
        };

        static string Votes(int votes, int models) =>
            T("{0, plural, one {# vote} other {# votes}} from {1, plural, one {# model} other {# models}}", votes, models);
    }

    /// <summary>A number of independent votes, with its noun.</summary>
    public static string Weight(double votes) =>
        votes == 1 ? T("{0} independent vote", Number(votes)) : T("{0} independent votes", Number(votes));

    /// <summary>What the session cost, never calling the unknown zero.</summary>
    public static string Spend(Spend spend)
    {
        var known = "$" + (spend.MicroDollars / 1_000_000m).ToString("0.0000", Reader.Culture);
        var calls = T("{0, plural, one {# call} other {# calls}}", spend.Calls);
        var cost = spend.UnpricedCalls == 0 ? known
            : spend is { MicroDollars: 0 } && spend.UnpricedCalls >= spend.Calls ? T("cost unknown")
            : T("at least {0}, {1, plural, one {# call} other {# calls}} of unknown price", known, spend.UnpricedCalls);
        return spend is { InputTokens: 0, OutputTokens: 0, MicroDollars: 0, UnpricedCalls: 0 }
            ? T("{0}, nothing spent", calls)
            : T("{0}, {1} tokens in, {2} out, {3}", calls, spend.InputTokens, spend.OutputTokens, cost);
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
    public static string Number(double value) => value.ToString("0.##", Reader.Culture);

    private static string Percent(double share) => T("{0}%", (share * 100).ToString("0", Reader.Culture));

    private static IEnumerable<string> Ahead(Tally tally, IReadOnlyList<string> options) =>
        options.Where((_, i) => tally.Votes[i] == tally.Votes.Max());

    private static string Join(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 1 ? all[0] : T("{0} and {1}", string.Join(", ", all.SkipLast(1)), all[^1]);
    }
}
