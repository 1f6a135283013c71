using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Sessions;

/// <summary>
/// What a fused answer was made of: the answers of every seat whose words it rests on, the moderator that wrote it, and the reviews where their ranking
/// chose it.
/// </summary>
public static class FusedSources
{
    /// <summary>Where the texts stand that the fused answer was made of, in the order of the document; empty where there is no answer.</summary>
    public static IReadOnlyList<SpokenText> Of(FusedSession session)
    {
        var seats = SeatsOf(session).ToHashSet();
        var fused = session.Fused.Kind;
        HashSet<Receipt> reviews = fused == FusedKind.BestReviewed ? [.. session.Reviews.Where(r => r.Ranking.Count > 0).Select(r => r.Receipt)] : [];
        HashSet<Receipt> answers = [.. session.Answers.Where(a => seats.Contains(a.Seat)).Select(a => a.Receipt)];
        var isWritten = fused is FusedKind.Moderated or FusedKind.Fields;
        return
        [
            .. SpokenText.Of(session)
                .Where(s => s.Seat == SpokenText.Moderator ? isWritten : answers.Contains(s.Receipt) || reviews.Contains(s.Receipt)),
        ];
    }

    /// <summary>
    /// The seats whose words it rests on. A point is cited whole or by one side, <c>p3.b</c>; where a citation names nothing that is there, every seat counts.
    /// Values of fields were chosen against those of all seats that gave any.
    /// </summary>
    private static IEnumerable<int> SeatsOf(FusedSession session)
    {
        switch (session.Fused.Kind)
        {
            case FusedKind.None:
                return [];
            case FusedKind.Fields:
                return session.Given.Select(a => a.Seat);
            case FusedKind.Moderated:
                break;
            default:
                return [session.Fused.Seat!.Value];
        }

        var points = (session.Comparison?.Points ?? []).ToDictionary(p => p.Id, StringComparer.Ordinal);
        List<int> seats = [];
        foreach (var cited in session.Fused.Sentences.SelectMany(s => s.Points))
        {
            var dot = cited.IndexOf('.', StringComparison.Ordinal);
            if (!points.TryGetValue(dot < 0 ? cited : cited[..dot], out var point))
            {
                return session.Given.Select(a => a.Seat);
            }

            var side = dot < 0 ? -1 : cited[dot + 1] - 'a';
            seats.AddRange(side >= 0 && side < point.Sides.Count ? point.Sides[side].Seats : point.Seats);
        }

        return seats;
    }
}
