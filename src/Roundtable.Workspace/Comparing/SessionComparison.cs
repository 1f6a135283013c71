using System.Globalization;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Comparing;

/// <summary>
/// Two sessions side by side: results, votes by option, what each seat says, and how they were held. Seats are matched by model and persona; whether a seat
/// says something else is counted only where both were asked the same question, with the same options and documents.
/// </summary>
public static class SessionComparison
{
    private static readonly string[] _ownFacts = ["Session"];

    /// <summary>The comparison.</summary>
    public static SideBySide Of(SessionDocument left, SessionDocument right)
    {
        var seats = Seats(left, right);
        return new SideBySide(
            "session",
            Thing(left),
            Thing(right),
            Summary(left, right, seats),
            [
                .. Votes(left, right) is { Count: > 0 } votes ? [new ComparedTable("Votes", votes)] : (IEnumerable<ComparedTable>)[],
                .. Points(left, right) is { Count: > 0 } points ? [new ComparedTable("Points of the answers", points)] : (IEnumerable<ComparedTable>)[],
                new ComparedTable("What each seat says", seats),
                new ComparedTable("How they were held", Facts(left, right)),
            ]);
    }

    /// <summary>Whether both were asked the same: the same words, options in any order, and documents.</summary>
    public static bool IsSameQuestion(SessionDocument left, SessionDocument right) =>
        left.Question.Text == right.Question.Text
        && left is Session == right is Session
        && left.Question.Options.Order(StringComparer.Ordinal).SequenceEqual(right.Question.Options.Order(StringComparer.Ordinal), StringComparer.Ordinal)
        && left.Question.Context.SequenceEqual(right.Question.Context);

    private static ComparedThing Thing(SessionDocument session) =>
        new(session.Id, session.Question.Text, HeadlineText.Of(session)) { Simulated = session.Simulated };

    private static string Summary(SessionDocument left, SessionDocument right, IReadOnlyList<ComparedRow> seats)
    {
        var both = seats.Where(s => s is { Left: not null, Right: not null }).ToList();
        var (onlyLeft, onlyRight) = (seats.Count(s => s.Right is null), seats.Count(s => s.Left is null));
        var alone = $"{Alone(onlyLeft, "left")}{Alone(onlyRight, "right")}";
        if (!IsSameQuestion(left, right))
        {
            return "They were not asked the same, so what seats say is shown and not counted as changed; "
                + $"{VerdictText.Count(both.Count, "seat")} sat at both{alone}.";
        }

        return both.Count == 0
            ? $"The same question, and no seat at both tables{alone}."
            : left is FusedSession
            ? $"The same question, answered in full; {VerdictText.Count(both.Count, "seat")} sat at both{alone}."
            : $"The same question: {both.Count(s => s.IsChanged)} of {VerdictText.Count(both.Count, "seat")} at both tables "
                + $"{(both.Count(s => s.IsChanged) == 1 ? "says" : "say")} something else{alone}.";

        static string Alone(int count, string where) => count == 0 ? "" : $"; {count} only at the {where}";
    }

    private static List<ComparedRow> Votes(SessionDocument left, SessionDocument right)
    {
        var (one, two) = (ByOption(left), ByOption(right));
        return one.Count == 0 && two.Count == 0 ? [] :
        [
            .. one.Keys.Concat(two.Keys.Where(o => !one.ContainsKey(o))).Select(o => new ComparedRow(o, Of(one, o), Of(two, o))),
            .. Beside(left, right),
        ];

        static string? Of(Dictionary<string, int> votes, string option) =>
            votes.TryGetValue(option, out var count) ? count.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static Dictionary<string, int> ByOption(SessionDocument session)
    {
        Dictionary<string, int> votes = new(StringComparer.Ordinal);
        if (session is Session voted)
        {
            for (var i = 0; i < voted.Verdict.Options.Count; i++)
            {
                votes[voted.Verdict.Options[i]] = votes.GetValueOrDefault(voted.Verdict.Options[i]) + voted.Verdict.Final.Votes[i];
            }
        }

        return votes;
    }

    private static IEnumerable<ComparedRow> Beside(SessionDocument left, SessionDocument right)
    {
        var (one, two) = ((left as Session)?.Verdict.Final, (right as Session)?.Verdict.Final);
        (string What, Func<Tally, int> Count)[] rows =
        [
            ("abstained", t => t.Abstentions), ("objected", t => t.Objections), ("refused", t => t.Refusals), ("unreadable", t => t.Unparsed),
            ("absent", t => t.Absent), ("seats invited", t => t.Invited),
        ];
        return rows.Where(r => (one is null ? 0 : r.Count(one)) + (two is null ? 0 : r.Count(two)) > 0).Select(r => new ComparedRow(
            r.What,
            one is null ? null : r.Count(one).ToString(CultureInfo.InvariantCulture),
            two is null ? null : r.Count(two).ToString(CultureInfo.InvariantCulture)));
    }

    private static List<ComparedRow> Points(SessionDocument left, SessionDocument right)
    {
        var (one, two) = (left as FusedSession, right as FusedSession);
        (string What, Func<FusedFigures, int> Count)[] rows =
        [
            ("said by all", f => f.Consensus), ("said by some", f => f.Partial), ("said by one model", f => f.OneModel), ("disputed", f => f.Disputed),
            ("covered by none", f => f.Missing), ("fields", f => f.Fields), ("fields that differ", f => f.FieldsApart),
        ];
        var (first, second) = (one is null ? null : FusedFigures.Of(one), two is null ? null : FusedFigures.Of(two));
        return
        [
            .. rows.Where(r => (first is null ? 0 : r.Count(first)) + (second is null ? 0 : r.Count(second)) > 0).Select(r => new ComparedRow(
                r.What, first is null ? null : Number(first, r.Count), second is null ? null : Number(second, r.Count))),
        ];

        static string Number(FusedFigures figures, Func<FusedFigures, int> count) => count(figures).ToString(CultureInfo.InvariantCulture);
    }

    private static List<ComparedRow> Seats(SessionDocument left, SessionDocument right)
    {
        var (one, two) = (Named(left), Named(right));
        return
        [
            .. one.Select(s => new ComparedRow(s.Key, s.Value, two.GetValueOrDefault(s.Key))),
            .. two.Where(s => !one.ContainsKey(s.Key)).Select(s => new ComparedRow(s.Key, null, s.Value)),
        ];
    }

    /// <summary>What each seat says, by model and persona; a model that sits there several times is numbered.</summary>
    private static Dictionary<string, string> Named(SessionDocument session)
    {
        Dictionary<string, string> named = new(StringComparer.Ordinal);
        var choices = session is Session { Rounds.Count: > 0 } voted ? SeatChoices.Of(voted, voted.Rounds.Count) : null;
        foreach (var seat in session.Panel)
        {
            var name = Name(seat);
            var key = name;
            for (var i = 2; named.ContainsKey(key); i++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
            }

            named[key] = choices is not null ? Says((Session)session, choices.BySeat[seat.Number])
                : session is FusedSession fused ? Wrote(fused, seat.Number)
                : "–";
        }

        return named;
    }

    private static string Name(Seat seat) => seat.Persona is { Length: > 0 } persona ? $"{seat.Model.Name}; {persona}" : seat.Model.Name;

    private static string Says(Session session, SeatChoice choice) => choice switch
    {
        { Option: { } option } => session.Verdict.Options[option],
        { Standing: SeatStanding.Absent } => "absent",
        { Standing: SeatStanding.Divided } => "evenly split",
        { Standing: SeatStanding.Objected } => "objects",
        { Standing: SeatStanding.Refused } => "refuses",
        { Standing: SeatStanding.Unparsed } => "unreadable",
        _ => "abstains",
    };

    private static string Wrote(FusedSession session, int seat) => session.Answers.FirstOrDefault(a => a.Seat == seat) is { } answer
        ? FusedText.Problem(answer) ?? FusedText.Length(answer)
        : session.Absences.Any(a => a.Seat == seat) ? "absent" : "not asked";

    private static List<ComparedRow> Facts(SessionDocument left, SessionDocument right)
    {
        var (one, two) = (Of(left), Of(right));
        var names = one.Keys.Concat(two.Keys.Where(k => !one.ContainsKey(k)));
        return [.. names.Select(k => new ComparedRow(k, one.GetValueOrDefault(k), two.GetValueOrDefault(k)))];

        static Dictionary<string, string> Of(SessionDocument session) => All(session)
            .Where(f => !_ownFacts.Contains(f.Name, StringComparer.Ordinal) && !f.Name.StartsWith("Used by ", StringComparison.Ordinal))
            .GroupBy(f => f.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => string.Join("; ", g.Select(f => f.Value)), StringComparer.Ordinal);

        static IReadOnlyList<(string Name, string Value)> All(SessionDocument session) =>
            session is FusedSession fused ? SessionFacts.Of(fused) : SessionFacts.Of((Session)session);
    }
}
