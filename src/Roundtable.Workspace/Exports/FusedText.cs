using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>A fused answer and what it rests on in words, the same for the terminal, the exports and the pages; raw like <see cref="VerdictText"/>.</summary>
public static class FusedText
{
    /// <summary>What is said wherever spans are shown.</summary>
    public static readonly string SpansProve =
        TLater("A quoted span proves that the seat said these words, not that the sentence follows from them: read both.");

    /// <summary>The result in a line, as in "Answer from 4 of 5 seats, 2 disputed points; 1 absent", from one value.</summary>
    public static string Headline(FusedFigures figures)
    {
        var from = T("{0} of {1, plural, one {# seat} other {# seats}}", figures.Given, figures.Seats)
            + (figures.Models < figures.Given ? T(" ({0, plural, one {# model} other {# models}})", figures.Models) : "");
        var head = figures.Kind switch
        {
            FusedKind.Moderated => T("Answer from {0}, {1}", from, Disputed(figures)),
            FusedKind.BestReviewed => T("The best-reviewed answer, unchanged, from {0}", from),
            FusedKind.FirstAnswer => T("One seat's answer, unchanged, from {0}: neither compared nor reviewed", from),
            FusedKind.Fields when figures.FieldsApart == 0 =>
                T("Fields from {0}, which agree on all of {1, plural, one {# field} other {# fields}}", from, figures.Fields),
            FusedKind.Fields => T("Fields from {0}, which differ on {1} of {2, plural, one {# field} other {# fields}}", from, figures.FieldsApart,
                figures.Fields),
            _ => T("No answer: {0} of {1, plural, one {# seat} other {# seats}} answered where {2, plural, one {# is} other {# are}} needed",
                figures.Given, figures.Seats, figures.Quorum),
        };
        var beside = string.Join(", ", Others(figures).Where(r => r.Count > 0).Select(r => T(r.What, r.Count)));
        return beside.Length == 0 ? head : $"{head}; {beside}";
    }

    /// <summary>The panel and what became of it, as in "5 seats invited: 4 answered, 1 absent".</summary>
    public static string Beside(FusedFigures figures) =>
        T("{0, plural, one {# seat} other {# seats}} invited: {1}", figures.Seats,
            string.Join(", ", Others(figures).Prepend((figures.Given, TLater("{0} answered"))).Where(r => r.Item1 > 0).Select(r => T(r.Item2, r.Item1))));

    /// <summary>What happens in a phase.</summary>
    public static string Phase(FusionPhase phase) => phase switch
    {
        FusionPhase.Scouting => T("A few seats are asked first"),
        FusionPhase.Answering => T("Each seat answers by itself, without the others' answers"),
        FusionPhase.Reviewing => T("The seats rank each other's answers, without names"),
        FusionPhase.Comparing => T("The answers are being compared"),
        _ => T("The fused answer is being written"),
    };

    /// <summary>The name of a seat.</summary>
    public static string Seat(SessionDocument session, int seat) => session.Panel[seat - 1].Name;

    /// <summary>The names of seats, or a dash where there are none.</summary>
    public static string Names(SessionDocument session, IReadOnlyList<int> seats) =>
        seats.Count == 0 ? "–" : string.Join(", ", seats.Select(s => Seat(session, s)));

    /// <summary>What kind of points are listed below it.</summary>
    public static string Title(PointKind kind) => kind switch
    {
        PointKind.Consensus => T("What every answer says"),
        PointKind.Contradiction => T("Where answers contradict each other"),
        PointKind.Partial => T("What some say and others do not"),
        PointKind.OneModel => T("What one model alone says"),
        _ => T("What no answer covers"),
    };

    /// <summary>Who wrote it, and why it is not moderated where it is not.</summary>
    public static string By(FusedSession session)
    {
        var fused = session.Fused;
        var by = fused.Kind switch
        {
            FusedKind.Moderated => T("Written by {0} from the seats' answers; who says it is counted by the program.", fused.By),
            FusedKind.BestReviewed => T("The answer of {0}, unchanged: the reviews rank it first.", Seat(session, fused.Seat!.Value)),
            FusedKind.FirstAnswer => T("The answer of {0}, unchanged.", Seat(session, fused.Seat!.Value)),
            FusedKind.Fields => session is { Moderator: { } moderator, Fields: { } fields } && fields.Fields.Any(f => f.Rule == FieldRule.Moderator)
                ? T("Fused field by field: equal values, medians and votes by the program, the rest chosen by {0}.", moderator.Name)
                : T("Fused field by field: equal values, medians and votes by the program."),
            _ => T("Too few seats answered."),
        };
        return string.Join(' ', ((string?[])[by, fused.Note, Failure(session)]).Where(s => s is not null));
    }

    /// <summary>What was left out and why, in one line; null where nothing was.</summary>
    public static string? Dropped(FusedSession session)
    {
        (int Count, string What)[] parts =
        [
            (session.Fused.Uncited, TLater("{0, plural, one {# sentence} other {# sentences}} that no citation carries")),
            (session.Fused.Dropped, TLater("{0, plural, one {# sentence} other {# sentences}} that failed another check")),
            (session.Comparison?.DroppedPoints ?? 0, TLater("{0, plural, one {# point} other {# points}} without words that were found")),
            (session.Comparison?.DroppedSpans ?? 0, TLater("{0, plural, one {# span} other {# spans}} that no answer has")),
            (session.Reviews.Sum(r => r.Dropped), TLater("{0, plural, one {# named error} other {# named errors}} whose words no answer has")),
        ];
        var told = parts.Where(p => p.Count > 0).Select(p => T(p.What, p.Count)).ToList();
        return told.Count == 0 ? null : T("Left out: {0}.", string.Join("; ", told));
    }

    /// <summary>What asking a few seats first came to; null where all were asked at once.</summary>
    public static string? Scouted(FusedSession session) => session.Scout is { } scout
        ? scout.Differ ? T("Asked first: {0}. Then the others were asked: {1}", Names(session, scout.Seats), scout.Why)
            : T("Asked first: {0}. The others were not asked: {1}", Names(session, scout.Seats), scout.Why)
        : null;

    /// <summary>What a seat's answer is worth where it does not count; null where it does.</summary>
    public static string? Problem(Answer answer) => answer.Kind switch
    {
        AnswerKind.Given => null,
        AnswerKind.Refused => T("declined to answer"),
        AnswerKind.Empty => T("wrote nothing besides thinking"),
        _ => answer.Problem is { } why ? T("did not answer in the form that was asked for: {0}", why) : T("did not answer in the form that was asked for"),
    };

    /// <summary>How long a seat's answer is, as in "41 words"; of JSON, which has no words to count, "3 fields" or "2 items".</summary>
    public static string Length(Answer answer) => answer.Value is not { } value
        ? T("{0, plural, one {# word} other {# words}}", answer.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)
        : value.ValueKind switch
        {
            JsonValueKind.Object => T("{0, plural, one {# field} other {# fields}}", value.GetPropertyCount()),
            JsonValueKind.Array => T("{0, plural, one {# item} other {# items}}", value.GetArrayLength()),
            _ => T("1 value"),
        };

    /// <summary>What the model thought, wherever its provider left it; empty where it shows nothing. It is no part of the answer.</summary>
    public static string Thinking(Answer answer) =>
        string.Join("\n\n", ((string[])[answer.Thinking ?? "", AnswerText.Of(answer.Text).Thinking]).Where(t => t.Length > 0));

    /// <summary>An answer's place by the reviews, as in "1. Ada: beats 3, beaten by 0; 9 points in 4 reviews".</summary>
    public static string Place(FusedSession session, Standing standing) => string.Create(
        CultureInfo.InvariantCulture,
        $"{standing.Place}. {Seat(session, standing.Seat)}: beats {standing.Beats}, beaten by {standing.BeatenBy}; "
            + $"{VerdictText.Count(standing.Points, "point")} in {VerdictText.Count(standing.Reviews, "review")}");

    /// <summary>Whether anything is disputed, and how much: a count of none says what was looked at.</summary>
    private static string Disputed(FusedFigures figures) =>
        figures.Disputed > 0 ? T("{0, plural, one {# disputed point} other {# disputed points}}", figures.Disputed)
        : T("no contradiction found over {0, plural, one {# point} other {# points}}", figures.Consensus + figures.Partial + figures.OneModel);

    private static IEnumerable<(int Count, string What)> Others(FusedFigures figures) =>
        [(figures.Refused, TLater("{0} refused")), (figures.Unusable, TLater("{0} unusable")), (figures.Absent, TLater("{0} absent")), (figures.NotAsked,
            TLater("{0} not asked"))];

    private static string? Failure(FusedSession session) =>
        session.ModeratorFailure is { } why && session.Fused.Note?.Contains(why, StringComparison.Ordinal) != true ? T("The moderator failed: {0}", why) : null;
}
