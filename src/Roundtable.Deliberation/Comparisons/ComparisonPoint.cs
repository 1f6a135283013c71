using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>One point of a comparison.</summary>
/// <param name="Id">The id by which it is cited: <c>p1</c>, <c>p2</c>, …; a side of a contradiction is <c>p1.a</c>, <c>p1.b</c>, ….</param>
/// <param name="Kind">What it says of the panel, as determined by the program.</param>
/// <param name="Topic">What it is about, in the moderator's words.</param>
/// <param name="Sides">Who says what: two or more for a contradiction, none for what nobody covers, else one.</param>
public sealed record ComparisonPoint(string Id, PointKind Kind, string Topic, IReadOnlyList<PointSide> Sides)
{
    /// <summary>
    /// Ids of contradictions that rest on the same words as this point: whatever rests on it is disputed, and it is no consensus. Null where there are none.
    /// </summary>
    public IReadOnlyList<string>? DisputedIn { get; init; }

    /// <summary>Whether what rests on this point is disputed.</summary>
    [JsonIgnore]
    public bool IsDisputed => Kind == PointKind.Contradiction || DisputedIn is { Count: > 0 };

    /// <summary>Numbers of the seats with a span on any side, ascending.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Seats => [.. Sides.SelectMany(s => s.Seats).Distinct().Order()];

    /// <summary>Numbers of the seats with spans on more than one side, ascending: they count for no side.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> OnSeveralSides => [.. Sides.SelectMany(s => s.Seats).GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key).Order()];
}
