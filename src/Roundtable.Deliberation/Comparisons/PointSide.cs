using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>One side of a point: who says what. All points but contradictions have one side; those that nobody covers have none.</summary>
/// <param name="Claim">What this side says, in the moderator's words.</param>
/// <param name="Spans">The words that it rests on, by seat; at least one.</param>
public sealed record PointSide(string Claim, IReadOnlyList<AnswerSpan> Spans)
{
    /// <summary>Numbers of the seats with a span on this side, ascending.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Seats => [.. Spans.Select(s => s.Seat).Distinct().Order()];
}
