using System.Globalization;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A span of an answer that a point rests on, with a name of its own in the session, for links between the point and where it stands.</summary>
/// <param name="Id">Its name in addresses: <c>s3-q1</c>, the first of seat 3.</param>
/// <param name="Point">The point, or the side of a contradiction, that rests on it: <c>p2</c> or <c>p2.a</c>.</param>
/// <param name="Claim">What that says, in the moderator's words.</param>
/// <param name="Span">The words.</param>
public sealed record PlacedSpan(string Id, string Point, string Claim, AnswerSpan Span);

/// <summary>The spans of a comparison, each with its place.</summary>
public sealed class FusedSpans
{
    private readonly List<PlacedSpan> _all = [];

    private FusedSpans()
    {
    }

    /// <summary>The spans of a session's comparison; none where there is none. The same words of a seat have one name.</summary>
    public static FusedSpans Of(FusedSession session)
    {
        var spans = new FusedSpans();
        Dictionary<AnswerSpan, string> names = [];
        foreach (var point in session.Comparison?.Points ?? [])
        {
            for (var i = 0; i < point.Sides.Count; i++)
            {
                var side = point.Sides.Count > 1 ? $"{point.Id}.{(char)('a' + i)}" : point.Id;
                foreach (var span in point.Sides[i].Spans)
                {
                    if (!names.TryGetValue(span, out var name))
                    {
                        var number = names.Keys.Count(s => s.Seat == span.Seat) + 1;
                        names[span] = name = string.Create(CultureInfo.InvariantCulture, $"s{span.Seat}-q{number}");
                    }

                    spans._all.Add(new PlacedSpan(name, side, point.Sides[i].Claim, span));
                }
            }
        }

        return spans;
    }

    /// <summary>The spans that a sentence rests on, by the points that it cites; a point that is cited whole brings all of its sides.</summary>
    public IReadOnlyList<PlacedSpan> Of(FusedSentence sentence) =>
        [.. sentence.Points.SelectMany(Of).DistinctBy(s => (s.Id, s.Point)).OrderBy(s => s.Span.Seat)];

    /// <summary>The spans of a point, or of one of its sides.</summary>
    public IEnumerable<PlacedSpan> Of(string point) =>
        _all.Where(s => s.Point == point || (s.Point.StartsWith(point, StringComparison.Ordinal) && s.Point[point.Length] == '.'));

    /// <summary>The spans in the answer of a seat, each once.</summary>
    public IReadOnlyList<PlacedSpan> In(int seat) => [.. _all.Where(s => s.Span.Seat == seat).DistinctBy(s => s.Id, StringComparer.Ordinal)];
}
