using System.Globalization;
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
    /// <summary>The headline, as in "Majority: Yes, 3 of 5 votes", from one tally.</summary>
    public static string Headline(Tally tally, IReadOnlyList<string> options) => tally.Label switch
    {
        TallyLabel.NoVerdict when tally.Objections > tally.Cast =>
            $"No verdict: {Count(tally.Objections, "objection outnumbers", "objections outnumber")} {Count(tally.Cast, "vote")}",
        TallyLabel.NoVerdict => $"No verdict: {Count(tally.Cast, "vote")} where {tally.Quorum} {(tally.Quorum == 1 ? "is" : "are")} needed",
        TallyLabel.Tie => $"Tie: {Join(Ahead(tally, options))}, {Count(tally.Votes.Max(), "vote")} each of {tally.Cast}",
        var label => $"{label}: {options[tally.Leader!.Value]}, {tally.Votes[tally.Leader!.Value]} of {Count(tally.Cast, "vote")}",
    };

    /// <summary>The headline of one round, whose positions play the part of options where the question is open.</summary>
    public static string Headline(Tally tally, Question question, Clustering? clustering) =>
        Headline(tally, clustering?.Clusters.Select(c => c.Name).ToList() ?? question.Options);

    /// <summary>The invited panel and what was beside the votes, as in "5 seats invited: 3 voted, 1 abstained, 1 absent".</summary>
    public static string Beside(Tally tally)
    {
        (int Count, string What)[] parts =
        [
            (tally.Cast, "voted"), (tally.Abstentions, "abstained"), (tally.Objections, "objected"), (tally.Refusals, "refused"),
            (tally.Unparsed, "unparsed"), (tally.Absent, "absent"),
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

    /// <summary>One move, as in "Seat 2 moved from No to Yes in round 2, persuaded by Seat 1".</summary>
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
        var why = edge is not null ? $", persuaded by {Seat(session, edge.From)} ({edge.Ballot})"
            : move.PersuadedBy is { } ballot ? $", naming {ballot}"
            : ", naming no argument";
        return $"{Seat(session, move.Seat)} moved from {Option(move.From)} to {Option(move.To)} in round {move.Round}{direction}{why}";
    }

    /// <summary>Display name of a seat.</summary>
    public static string Seat(Session session, int number) => session.Panel[number - 1].Name;

    /// <summary>The warning about herding, or null.</summary>
    public static string? Herding(Verdict verdict) => verdict.Herding
        ? "This looks like herding: most of those who moved towards the majority named no argument that moved them."
        : null;

    /// <summary>Agreement in a sentence that says what its numbers mean.</summary>
    public static string Agreement(Verdict verdict)
    {
        var final = verdict.FinalAgreement;
        var margin = verdict.Options.Count < 2 ? "" : final.Margin switch
        {
            0 => "No option is ahead. ",
            1 => "One vote separates the leading option from the next. ",
            var m => $"{m} votes separate the leading option from the next. ",
        };
        var entropy = final.EntropyBits == 0 && verdict.Final.Cast > 0
            ? "The votes are not divided at all"
            : $"The votes carry {Number(final.EntropyBits)} bits of disagreement, where {Number(Math.Log2(Math.Max(2, verdict.Options.Count)))} would be "
                + $"an even split";
        var alpha = final.Alpha is { } a
            ? $"; Krippendorff's alpha is {Number(a)} (1 is perfect agreement, 0 what chance gives)."
            : ".";
        return margin + entropy + alpha;
    }

    /// <summary>What samples say about seats, or null with one sample.</summary>
    public static string? Samples(Verdict verdict) => verdict.WithinSeats is not { } within ? null
        : $"Asked again, seats disagreed with themselves in {Percent(within)} of pairs"
            + (verdict.BetweenSeats is { } between ? $", with each other in {Percent(between)}." : ".");

    /// <summary>How many opinions the votes amount to, when families are counted once.</summary>
    public static string Families(Verdict verdict) =>
        $"{Count(verdict.Final.Cast, "vote")} from "
            + $"{Count(verdict.Camps.SelectMany(c => c.Families).Distinct(StringComparer.Ordinal).Count(), "model family", "model families")}"
        + $" weigh as {Number(verdict.EffectiveVotes)} independent {(verdict.EffectiveVotes == 1 ? "vote" : "votes")}.";

    /// <summary>What the session cost, never calling the unknown zero.</summary>
    public static string Spend(Spend spend)
    {
        var known = string.Create(CultureInfo.InvariantCulture, $"${spend.MicroDollars / 1_000_000m:0.0000}");
        var cost = spend.UnpricedCalls == 0 ? known
            : spend is { MicroDollars: 0 } && spend.UnpricedCalls == spend.Calls ? "cost unknown"
            : $"at least {known}, {Count(spend.UnpricedCalls, "call")} of unknown price";
        return spend is { InputTokens: 0, OutputTokens: 0, MicroDollars: 0, UnpricedCalls: 0 }
            ? $"{Count(spend.Calls, "call")}, nothing spent"
            : $"{Count(spend.Calls, "call")}, {spend.InputTokens} tokens in, {spend.OutputTokens} out, {cost}";
    }

    /// <summary>The letter of an option, or of a cluster; a number where there are more than letters.</summary>
    public static string Letter(int option) =>
        option < Question.MaxOptions ? Question.Letter(option).ToString() : (option + 1).ToString(CultureInfo.InvariantCulture);

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
