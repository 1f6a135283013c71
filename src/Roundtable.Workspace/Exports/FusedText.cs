using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A fused answer and what it rests on in words, the same for the terminal, the exports and the pages; raw like <see cref="VerdictText"/>.</summary>
public static class FusedText
{
    /// <summary>What is said wherever spans are shown.</summary>
    public const string SpansProve =
        "A quoted span proves that the seat said these words, not that the sentence follows from them: read both.";

    /// <summary>The result in a line, as in "Answer from 4 of 5 seats, 2 disputed points; 1 absent", from one value.</summary>
    public static string Headline(FusedFigures figures)
    {
        var from = $"{figures.Given} of {VerdictText.Count(figures.Seats, "seat")}"
            + (figures.Models < figures.Given ? $" ({VerdictText.Count(figures.Models, "model")})" : "");
        var head = figures.Kind switch
        {
            FusedKind.Moderated => $"Answer from {from}, {Disputed(figures)}",
            FusedKind.BestReviewed => $"The best-reviewed answer, unchanged, from {from}",
            FusedKind.FirstAnswer => $"One seat's answer, unchanged, from {from}: neither compared nor reviewed",
            FusedKind.Fields => $"Fields from {from}, "
                + (figures.FieldsApart == 0 ? "which agree on all of " : $"which differ on {figures.FieldsApart} of ")
                + VerdictText.Count(figures.Fields, "field"),
            _ => $"No answer: {figures.Given} of {VerdictText.Count(figures.Seats, "seat")} answered where {figures.Quorum} "
                + (figures.Quorum == 1 ? "is needed" : "are needed"),
        };
        var beside = string.Join(", ", Others(figures).Where(r => r.Count > 0).Select(r => $"{r.Count} {r.What}"));
        return beside.Length == 0 ? head : $"{head}; {beside}";
    }

    /// <summary>The panel and what became of it, as in "5 seats invited: 4 answered, 1 absent".</summary>
    public static string Beside(FusedFigures figures) =>
        $"{VerdictText.Count(figures.Seats, "seat")} invited: "
            + string.Join(", ", Others(figures).Prepend((figures.Given, "answered")).Where(r => r.Item1 > 0).Select(r => $"{r.Item1} {r.Item2}"));

    /// <summary>What happens in a phase.</summary>
    public static string Phase(FusionPhase phase) => phase switch
    {
        FusionPhase.Scouting => "A few seats are asked first",
        FusionPhase.Answering => "Each seat answers by itself, without the others' answers",
        FusionPhase.Reviewing => "The seats rank each other's answers, without names",
        FusionPhase.Comparing => "The answers are being compared",
        _ => "The fused answer is being written",
    };

    /// <summary>The name of a seat.</summary>
    public static string Seat(SessionDocument session, int seat) => session.Panel[seat - 1].Name;

    /// <summary>The names of seats, or a dash where there are none.</summary>
    public static string Names(SessionDocument session, IReadOnlyList<int> seats) =>
        seats.Count == 0 ? "–" : string.Join(", ", seats.Select(s => Seat(session, s)));

    /// <summary>What kind of points are listed below it.</summary>
    public static string Title(PointKind kind) => kind switch
    {
        PointKind.Consensus => "What every answer says",
        PointKind.Contradiction => "Where answers contradict each other",
        PointKind.Partial => "What some say and others do not",
        PointKind.OneModel => "What one model alone says",
        _ => "What no answer covers",
    };

    /// <summary>Who wrote it, and why it is not moderated where it is not.</summary>
    public static string By(FusedSession session)
    {
        var fused = session.Fused;
        var by = fused.Kind switch
        {
            FusedKind.Moderated => $"Written by {fused.By} from the seats' answers; who says it is counted by the program.",
            FusedKind.BestReviewed => $"The answer of {Seat(session, fused.Seat!.Value)}, unchanged: the reviews rank it first.",
            FusedKind.FirstAnswer => $"The answer of {Seat(session, fused.Seat!.Value)}, unchanged.",
            FusedKind.Fields => "Fused field by field: equal values, medians and votes by the program"
                + (session is { Moderator: { } moderator, Fields: { } fields } && fields.Fields.Any(f => f.Rule == FieldRule.Moderator)
                    ? $", the rest chosen by {moderator.Name}."
                    : "."),
            _ => "Too few seats answered.",
        };
        return string.Join(' ', ((string?[])[by, fused.Note, Failure(session)]).Where(s => s is not null));
    }

    /// <summary>What was left out and why, in one line; null where nothing was.</summary>
    public static string? Dropped(FusedSession session)
    {
        (int Count, string One, string Many)[] parts =
        [
            (session.Fused.Uncited, "sentence that no citation carries", "sentences that no citation carries"),
            (session.Fused.Dropped, "sentence that failed another check", "sentences that failed another check"),
            (session.Comparison?.DroppedPoints ?? 0, "point without words that were found", "points without words that were found"),
            (session.Comparison?.DroppedSpans ?? 0, "span that no answer has", "spans that no answer has"),
            (session.Reviews.Sum(r => r.Dropped), "named error whose words no answer has", "named errors whose words no answer has"),
        ];
        var told = parts.Where(p => p.Count > 0).Select(p => VerdictText.Count(p.Count, p.One, p.Many)).ToList();
        return told.Count == 0 ? null : $"Left out: {string.Join("; ", told)}.";
    }

    /// <summary>What asking a few seats first came to; null where all were asked at once.</summary>
    public static string? Scouted(FusedSession session) => session.Scout is { } scout
        ? $"Asked first: {Names(session, scout.Seats)}. {(scout.Differ ? "Then the others were asked" : "The others were not asked")}: {scout.Why}"
        : null;

    /// <summary>What a seat's answer is worth where it does not count; null where it does.</summary>
    public static string? Problem(Answer answer) => answer.Kind switch
    {
        AnswerKind.Given => null,
        AnswerKind.Refused => "declined to answer",
        AnswerKind.Empty => "wrote nothing besides thinking",
        _ => $"did not answer in the form that was asked for{(answer.Problem is { } why ? $": {why}" : "")}",
    };

    /// <summary>How long a seat's answer is, as in "41 words"; of JSON, which has no words to count, "3 fields" or "2 items".</summary>
    public static string Length(Answer answer) => answer.Value is not { } value
        ? VerdictText.Count(answer.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, "word")
        : value.ValueKind switch
        {
            JsonValueKind.Object => VerdictText.Count(value.GetPropertyCount(), "field"),
            JsonValueKind.Array => VerdictText.Count(value.GetArrayLength(), "item"),
            _ => "1 value",
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
        figures.Disputed > 0 ? VerdictText.Count(figures.Disputed, "disputed point")
        : $"no contradiction found over {VerdictText.Count(figures.Consensus + figures.Partial + figures.OneModel, "point")}";

    private static IEnumerable<(int Count, string What)> Others(FusedFigures figures) =>
        [(figures.Refused, "refused"), (figures.Unusable, "unusable"), (figures.Absent, "absent"), (figures.NotAsked, "not asked")];

    private static string? Failure(FusedSession session) =>
        session.ModeratorFailure is { } why && session.Fused.Note?.Contains(why, StringComparison.Ordinal) != true ? $"The moderator failed: {why}" : null;
}
