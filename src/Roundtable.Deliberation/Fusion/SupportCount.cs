using Roundtable.Deliberation.Comparisons;

namespace Roundtable.Deliberation.Fusion;

/// <summary>
/// Counts who says what a sentence cites: the seats that say all of it, so that a sentence on several points never shows more agreement than the least of
/// them has.
/// </summary>
internal sealed class SupportCount(ComparedAnswers answers, Comparison comparison)
{
    private readonly Dictionary<string, ComparisonPoint> _points = comparison.Points.ToDictionary(p => p.Id, StringComparer.Ordinal);

    /// <summary>The point that an id names, or the point of the side that it names, and the index of that side; null where there is none.</summary>
    public (ComparisonPoint Point, int? Side)? Find(string id)
    {
        var parts = id.Split('.');
        if (parts.Length > 2 || !_points.TryGetValue(parts[0], out var point))
        {
            return null;
        }

        return parts.Length == 1 ? (point, null)
            : point.Kind == PointKind.Contradiction && parts[1] is [>= 'a' and <= 'z' and var letter] && letter - 'a' < point.Sides.Count
                ? (point, letter - 'a')
            : null;
    }

    /// <summary>The seats on whose words a citation rests.</summary>
    public IReadOnlyList<int> SeatsOf(string id) =>
        Find(id) is not var (point, side) ? [] : side is { } index ? point.Sides[index].Seats : point.Seats;

    /// <summary>The support of a sentence that cites these ids, each of which exists.</summary>
    public Support Of(IReadOnlyList<string> ids)
    {
        var cited = ids.Select(id => Find(id)!.Value).ToList();
        var disputed = cited.Exists(c => c.Point.IsDisputed);
        IEnumerable<int> seats = answers.Given.Select(a => a.Seat);
        foreach (var (point, side) in cited)
        {
            seats = seats.Intersect(For(point, side));
        }

        int[] says = [.. seats.Order()];
        int[] against = [.. cited.SelectMany(c => Against(c.Point, c.Side)).Distinct().Except(says).Order()];
        var (models, all) = (answers.Models(says), answers.AllModels);
        var kind = disputed ? SupportKind.Disputed
            : cited.Exists(c => c.Point.Kind == PointKind.Missing) ? SupportKind.Moderator
            : says.Length == 0 ? SupportKind.Split
            : says.Length == 1 || (models == 1 && all > 1) ? SupportKind.OneModel
            : says.Length == answers.Given.Count ? SupportKind.All
            : SupportKind.Some;
        return new Support(kind, says, against, answers.Given.Count, models, all);
    }

    /// <summary>Who says it: nobody says both sides of a contradiction, and who takes several sides counts for none.</summary>
    private static IEnumerable<int> For(ComparisonPoint point, int? side) =>
        point.Kind != PointKind.Contradiction ? point.Seats
        : side is { } index ? point.Sides[index].Seats.Except(point.OnSeveralSides)
        : [];

    /// <summary>Who contradicts it: the other sides of the contradiction, or all of one that rests on the same words.</summary>
    private IEnumerable<int> Against(ComparisonPoint point, int? side) =>
    [
        .. side is { } index ? point.Sides.Where((_, i) => i != index).SelectMany(s => s.Seats) : [],
        .. (point.DisputedIn ?? []).SelectMany(id => _points[id].Seats),
    ];
}
