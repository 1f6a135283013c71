using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;

namespace Roundtable.Deliberation.Sessions;

/// <summary>The rules that types alone do not express: every number in a fused session refers to something that exists.</summary>
internal static class FusedSessionCheck
{
    /// <exception cref="SessionFormatException">At the first rule that is broken.</exception>
    public static void Check(FusedSession session)
    {
        var seats = session.Panel.Count;
        Must(session.Kind == FusedSession.FusedKindName, "$.kind", "A fused session says so.");
        Must(SessionCheck.IsId(session.Id), "$.id", "An id has 1 to 64 lower-case letters and digits.");
        Must(session.Question.IsOpen, "$.question.options", "A question that is answered in full has no options.");
        Must(session.Settings.Fusion is not null, "$.settings.fusion", "The settings say how the question is answered in full.");
        Must(seats > 0, "$.panel", "A panel has at least one seat.");
        for (var i = 0; i < seats; i++)
        {
            Must(session.Panel[i].Number == i + 1, $"$.panel[{i}].number", "Seats are numbered 1, 2, 3… in order.");
        }

        Seats(session.Answers.Select(a => a.Seat).Concat(session.Absences.Select(a => a.Seat)), "$.answers", once: true);
        Seats(session.Reviews.Select(r => r.Seat).Concat(session.ReviewAbsences.Select(a => a.Seat)), "$.reviews", once: true);
        for (var i = 0; i < session.Reviews.Count; i++)
        {
            var review = session.Reviews[i];
            Seats([.. review.Shown, review.Seat], $"$.reviews[{i}].shown", once: true);
            Seats(review.Ranking, $"$.reviews[{i}].ranking", once: true);
            Seats(review.Errors.Select(e => e.Seat), $"$.reviews[{i}].errors", once: false);
        }

        Must(
            session.Answers.All(a => a.Tools is null || a.Tools.All(SessionCheck.IsRecorded)),
            "$.answers",
            "A call of a tool has a receipt, and its pages addresses of the web.");
        Seats(session.Standings.Select(s => s.Seat), "$.standings", once: true);
        Seats(session.Scout?.Seats ?? [], "$.scout.seats", once: true);
        Seats(session.Comparison?.Shown ?? [], "$.comparison.shown", once: true);
        Seats((session.Comparison?.Points ?? []).SelectMany(p => p.Sides).SelectMany(s => s.Spans).Select(s => s.Seat), "$.comparison.points", once: false);
        Seats(session.Fused.Sentences.SelectMany(s => s.Support.Seats.Concat(s.Support.Against)), "$.fused.sentences", once: false);
        Seats(session.Fields?.Fields.SelectMany(f => f.Agree.Concat(f.Values.SelectMany(v => v.Seats))) ?? [], "$.fields", once: false);
        CheckPoints(session);
        Must(
            session.Fused.Seat is null == session.Fused.Kind is FusedKind.Moderated or FusedKind.Fields or FusedKind.None
                && (session.Fused.Seat is not { } seat || session.Given.Any(a => a.Seat == seat)),
            "$.fused.seat",
            "An answer that stands as it is names the seat that gave it.");
        Must(session.Fused.Kind == FusedKind.Fields == (session.Fields?.Value is not null), "$.fields", "Fields stand where a document was fused.");
        Must((session.SeatSpends ?? []).All(s => s.Seat >= 0 && s.Seat <= seats), "$.seatSpends", "There is no such seat in the panel.");

        void Seats(IEnumerable<int> numbers, string path, bool once)
        {
            var all = numbers.ToList();
            Must(all.TrueForAll(s => s >= 1 && s <= seats), path, "There is no such seat in the panel.");
            Must(!once || all.Distinct().Count() == all.Count, path, "A seat stands here twice.");
        }
    }

    /// <summary>Points are numbered in order, and whatever names a point or a side of one names one that is there.</summary>
    private static void CheckPoints(FusedSession session)
    {
        var points = session.Comparison?.Points ?? [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            Must(point.Id == $"p{i + 1}", $"$.comparison.points[{i}].id", "Points are numbered p1, p2, p3… in order.");
            Must(
                point.Kind switch
                {
                    PointKind.Contradiction => point.Sides.Count >= 2,
                    PointKind.Missing => point.Sides.Count == 0,
                    _ => point.Sides.Count == 1,
                } && point.Sides.All(s => s.Spans.Count > 0),
                $"$.comparison.points[{i}].sides",
                "A contradiction has two sides or more, what nobody covers none, every other point one, each with a span.");
            ids.UnionWith([point.Id, .. point.Sides.Select((_, side) => $"{point.Id}.{(char)('a' + side)}")]);
        }

        Must(points.All(p => (p.DisputedIn ?? []).All(ids.Contains)), "$.comparison.points", "A point is disputed in one that does not exist.");
        Must(
            session.Fused.Sentences.All(s => s.Points.Count > 0 && s.Points.All(ids.Contains)),
            "$.fused.sentences",
            "A sentence cites points that exist, at least one.");
    }

    private static void Must(bool holds, string path, string rule)
    {
        if (!holds)
        {
            throw new SessionFormatException(path, rule);
        }
    }
}
