using System.Globalization;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Comparing;

/// <summary>
/// Two sessions side by side: results, votes by option, what each seat says, and how they were held. Seats are matched by model and persona; whether a seat
/// says something else is counted only where both were asked the same question, with the same options and documents.
/// </summary>
public static class SessionComparison
{
    private static string[] OwnFacts => [T("Session")];

    /// <summary>The comparison.</summary>
    public static SideBySide Of(SessionDocument left, SessionDocument right)
    {
        var isSame = IsSameQuestion(left, right);
        var seats = Comparable(Seats(left, right));
        return new SideBySide(
            "session",
            Thing(left),
            Thing(right),
            Summary(left, right, seats),
            [
                .. Votes(left, right) is { Count: > 0 } votes ? [new ComparedTable(T("Votes"), Comparable(votes))] : (IEnumerable<ComparedTable>)[],
                .. Points(left, right) is { Count: > 0 } points
                    ? [new ComparedTable(T("Points of the answers"), Comparable(points))] : (IEnumerable<ComparedTable>)[],
                new ComparedTable(T("What each seat says"), seats),
                new ComparedTable(T("How they were held"), Facts(left, right)),
            ]);

        List<ComparedRow> Comparable(List<ComparedRow> rows) => [.. rows.Select(r => r with { IsComparable = isSame })];
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
        var alone = (onlyLeft == 0 ? "" : T("; {0} only at the left", onlyLeft)) + (onlyRight == 0 ? "" : T("; {0} only at the right", onlyRight));
        if (!IsSameQuestion(left, right))
        {
            return T("They were not asked the same, so what seats say is shown and not counted as changed; {0, plural, one {# seat} other {# seats}} sat at "
                + "both{1}.", both.Count, alone);
        }

        return both.Count == 0
            ? T("The same question, and no seat at both tables{0}.", alone)
            : left is FusedSession
            ? T("The same question, answered in full; {0, plural, one {# seat} other {# seats}} sat at both{1}.", both.Count, alone)
            : T("The same question: {0} of {1, plural, one {# seat} other {# seats}} at both tables {0, plural, one {says} other {say}} something else{2}.",
                both.Count(s => s.IsChanged), both.Count, alone);
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
            (T("abstained"), t => t.Abstentions), (T("objected"), t => t.Objections), (T("refused"), t => t.Refusals), (T("unreadable"), t => t.Unparsed),
            (T("absent"), t => t.Absent), (T("seats invited"), t => t.Invited),
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
            (T("said by all"), f => f.Consensus), (T("said by some"), f => f.Partial), (T("said by one model"), f => f.OneModel), (T("disputed"), f =>
                f.Disputed),
            (T("covered by none"), f => f.Missing), (T("fields"), f => f.Fields), (T("fields that differ"), f => f.FieldsApart),
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
        { Standing: SeatStanding.Absent } => T("absent"),
        { Standing: SeatStanding.Divided } => T("evenly split"),
        { Standing: SeatStanding.Objected } => T("objects"),
        { Standing: SeatStanding.Refused } => T("refuses"),
        { Standing: SeatStanding.Unparsed } => T("unreadable"),
        _ => T("abstains"),
    };

    private static string Wrote(FusedSession session, int seat) => session.Answers.FirstOrDefault(a => a.Seat == seat) is { } answer
        ? FusedText.Problem(answer) ?? FusedText.Length(answer)
        : session.Absences.Any(a => a.Seat == seat) ? T("absent") : T("not asked");

    private static List<ComparedRow> Facts(SessionDocument left, SessionDocument right)
    {
        var (one, two) = (Of(left), Of(right));
        var names = one.Keys.Concat(two.Keys.Where(k => !one.ContainsKey(k)));
        return [.. names.Select(k => new ComparedRow(k, one.GetValueOrDefault(k), two.GetValueOrDefault(k)))];

        static Dictionary<string, string> Of(SessionDocument session) => All(session)
            .Where(f => !OwnFacts.Contains(f.Name, StringComparer.Ordinal) && !session.Panel.Select(s => s.Name).Append(T("Moderator")).Any(s =>
                f.Name == T("Used by {0}", s)))
            .GroupBy(f => f.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => string.Join("; ", g.Select(f => f.Value)), StringComparer.Ordinal);

        static IReadOnlyList<(string Name, string Value)> All(SessionDocument session) =>
            session is FusedSession fused ? SessionFacts.Of(fused) : SessionFacts.Of((Session)session);
    }
}
