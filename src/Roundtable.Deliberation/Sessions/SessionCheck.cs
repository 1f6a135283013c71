using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Tools;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// The rules that types alone do not express: every index and number in a session refers to something that exists, so that
/// code may index by them without checks.
/// </summary>
internal static class SessionCheck
{
    private const int MaxIdLength = 64;

    /// <exception cref="SessionFormatException">At the first rule that is broken.</exception>
    public static void Check(Session session)
    {
        Must(IsId(session.Id), "$.id", "An id has 1 to 64 lower-case letters and digits.");
        var options = session.Question.Options.Count;
        Must(options is 0 or (>= 2 and <= 26), "$.question.options", "A question has two to twenty-six options, or none when it is open.");
        Must(session.Panel.Count > 0, "$.panel", "A panel has at least one seat.");
        for (var i = 0; i < session.Panel.Count; i++)
        {
            Must(session.Panel[i].Number == i + 1, $"$.panel[{i}].number", "Seats are numbered 1, 2, 3… in order.");
        }

        Must(session.Rounds.Count > 0, "$.rounds", "A session has at least one round.");
        for (var i = 0; i < session.Rounds.Count; i++)
        {
            Must(session.Rounds[i].Number == i + 1, $"$.rounds[{i}].number", "Rounds are numbered 1, 2, 3… in order.");
            CheckRound(session, i, options);
        }

        for (var i = 0; i < session.Clusterings.Count; i++)
        {
            var clustering = session.Clusterings[i];
            Must(clustering.Round >= 1 && clustering.Round <= session.Rounds.Count, $"$.clusterings[{i}].round", "There is no such round.");
            var grouped = clustering.Clusters.SelectMany(c => c.Seats).ToList();
            Must(grouped.TrueForAll(s => IsSeat(session, s)), $"$.clusterings[{i}]", "A cluster names a seat that is not in the panel.");
            Must(grouped.Distinct().Count() == grouped.Count, $"$.clusterings[{i}]", "A seat is in more than one cluster.");
        }

        Must(
            session.Rules != CountingRules.First
                || (session.Drafts.All(d => d.Thinking is null) && session.Rounds.SelectMany(r => r.Ballots).All(b => b.Thinking is null)),
            "$.rounds",
            "Format 1 keeps no thinking.");
        Must(
            session.Claims is not { } claims || (claims.Checked >= 0 && claims.Checked + claims.NotChecked.Count == claims.Made),
            "$.claims",
            "Claims are checked or not checked.");
        CheckVerdict(session);
        Must((session.SeatSpends ?? []).All(s => s.Seat == 0 || IsSeat(session, s.Seat)), "$.seatSpends", "There is no such seat in the panel.");
        Must(
            (session.LateAnswers ?? []).All(a => IsSeat(session, a.Seat) && a.Round >= 1 && a.Round <= session.Rounds.Count),
            "$.lateAnswers",
            "A late answer names a seat or a round that does not exist.");
    }

    /// <summary>Whether a text is a valid session id, and thus safe as a file name.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= MaxIdLength && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    private static void CheckRound(Session session, int index, int options)
    {
        var round = session.Rounds[index];
        for (var i = 0; i < round.Ballots.Count; i++)
        {
            var ballot = round.Ballots[i];
            var path = $"$.rounds[{index}].ballots[{i}]";
            Must(ballot.Round == round.Number, path + ".round", "A ballot belongs to the round in which it was cast.");
            Must(IsSeat(session, ballot.Seat), path + ".seat", "There is no such seat in the panel.");
            Must(ballot.Confidence is null or (>= 0 and <= 1), path + ".confidence", "Confidence is between 0 and 1.");
            Must(ballot.Tools is null || ballot.Tools.All(IsRecorded), path + ".tools", "A call of a tool has a receipt, and its pages addresses of the web.");
            Must(ballot.Shown.All(o => o >= 0 && o < options), path + ".shown", "There is no such option.");
            if (ballot.Choice is Choice.Vote vote)
            {
                Must(
                    vote.Option >= 0 && vote.Option < options && (vote.Ranking ?? []).Concat(vote.Approved ?? []).All(o => o >= 0 && o < options),
                    path + ".choice",
                    "There is no such option.");
            }
        }

        for (var i = 0; i < round.Absences.Count; i++)
        {
            Must(IsSeat(session, round.Absences[i].Seat), $"$.rounds[{index}].absences[{i}].seat", "There is no such seat in the panel.");
        }
    }

    /// <summary>Whether a call of a tool is on the record and names no page that could not be opened.</summary>
    internal static bool IsRecorded(ToolUse use) =>
        use.Receipt is not null && (use.Sources ?? []).All(s => Source.IsOpenable(s.Url)) && (use.Citations ?? []).All(c => Source.IsOpenable(c.Url));

    private static void CheckVerdict(Session session)
    {
        var verdict = session.Verdict;
        var options = verdict.Options.Count;
        Must(
            session.Question.IsOpen || verdict.Options.SequenceEqual(session.Question.Options, StringComparer.Ordinal),
            "$.verdict.options",
            "These are not the question's options.");
        Must(
            session.Rules == CountingRules.First ? verdict is { EffectiveVotes: not null, Independence: null } : verdict.EffectiveVotes is null,
            "$.verdict.effectiveVotes",
            "Format 1 states the effective number of votes, later formats the independence.");
        Must(
            session.Rules == CountingRules.First
                || verdict.Independence is { EffectiveVotes: >= 0, Models: >= 0, Correlation: null or (>= 0 and <= 1), SharedItems: null or >= 0 },
            "$.verdict.independence",
            "A verdict states how independent its votes are.");
        CheckTally(verdict.First, options, "$.verdict.first");
        CheckTally(verdict.Final, options, "$.verdict.final");
        Must(
            verdict.Moves.All(m => IsSeat(session, m.Seat) && IsOption(m.From) && IsOption(m.To)),
            "$.verdict.moves",
            "A move names a seat or an option that does not exist.");
        Must(verdict.Persuasions.All(p => IsSeat(session, p.From) && IsSeat(session, p.To)), "$.verdict.persuasions", "There is no such seat in the panel.");
        Must(
            verdict.Camps.All(c => IsOption(c.Option) && c.Seats.All(s => IsSeat(session, s))),
            "$.verdict.camps",
            "A camp names a seat or an option that does not exist.");
        Must(verdict.Consistency.All(c => IsSeat(session, c.Seat)), "$.verdict.consistency", "There is no such seat in the panel.");
        Must(session.Minutes.Arguments.All(a => IsOption(a.Option)), "$.minutes.arguments", "There is no such option.");
        bool IsOption(int? option) => option is null || (option >= 0 && option < options);
    }

    private static void CheckTally(Tally tally, int options, string path)
    {
        Must(tally.Votes.Count == options, path + ".votes", "There is one count for each option.");
        Must(
            tally.Votes.All(v => v >= 0) && tally is { Abstentions: >= 0, Objections: >= 0, Refusals: >= 0, Unparsed: >= 0, Absent: >= 0 },
            path,
            "A count is 0 or more.");
    }

    private static bool IsSeat(Session session, int seat) => seat >= 1 && seat <= session.Panel.Count;

    private static void Must(bool holds, string path, string rule)
    {
        if (!holds)
        {
            throw new SessionFormatException(path, rule);
        }
    }
}
