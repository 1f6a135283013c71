using Roundtable.Deliberation.Minutes;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>Makes a comparison of what a moderator wrote: spans that hold, and from them what each point says of the panel.</summary>
internal static class ComparisonCount
{
    private const int MaxWords = 400;

    /// <summary>What is wrong with a quotation, as a clause for the moderator; null where nothing is.</summary>
    public static string? Problem(ComparedAnswers answers, string letter, string span) =>
        answers.Letters.Named(letter) is { } answer ? SpanCheck.Problem(span, answer.Words) : "there is no answer of that letter.";

    /// <summary>The comparison; null where no point holds.</summary>
    public static Comparison? Of(ComparedAnswers answers, string by, ComparisonDraft draft, IReadOnlyDictionary<string, string> corrections)
    {
        List<ComparisonPoint> points = [];
        var (droppedPoints, droppedSpans) = (0, 0);
        foreach (var point in draft.Points)
        {
            List<PointSide> sides = [];
            foreach (var side in point.Sides)
            {
                var spans = Spans(answers, side, corrections, out var dropped);
                droppedSpans += dropped;
                if (spans.Count > 0)
                {
                    sides.Add(new PointSide(Words(side.Claim, point.Topic, spans), spans));
                }
            }

            if (Kind(answers, point, sides) is { } kind && Topic(point, sides) is { } topic)
            {
                points.Add(new ComparisonPoint($"p{points.Count + 1}", kind, topic, sides));
            }
            else
            {
                droppedPoints++;
            }
        }

        return points.Count == 0
            ? null
            : new Comparison(by, [.. answers.Letters.Shown.Select(a => a.Seat)], Disputed(answers, points), droppedPoints, droppedSpans);
    }

    private static List<AnswerSpan> Spans(
        ComparedAnswers answers, ComparisonDraft.Side side, IReadOnlyDictionary<string, string> corrections, out int dropped)
    {
        List<AnswerSpan> spans = [];
        dropped = 0;
        foreach (var quote in side.Quotes)
        {
            var text = Problem(answers, quote.Letter, quote.Text) is null ? quote.Text : corrections.GetValueOrDefault(quote.Id, "");
            if (Problem(answers, quote.Letter, text) is not null)
            {
                dropped++;
                continue;
            }

            var span = new AnswerSpan(answers.Letters.Named(quote.Letter)!.Seat, text.Trim());
            if (!spans.Contains(span))
            {
                spans.Add(span);
            }
        }

        return [.. spans.OrderBy(s => s.Seat)];
    }

    /// <summary>
    /// The kind by what was found. Two sides are a contradiction whatever the moderator calls them; a contradiction that lost its other sides is no
    /// consensus, for somebody was said to contradict it.
    /// </summary>
    private static PointKind? Kind(ComparedAnswers answers, ComparisonDraft.Point point, List<PointSide> sides)
    {
        if (sides.Count != 1)
        {
            return sides.Count > 1 ? PointKind.Contradiction : point.Sides.All(s => s.Quotes.Count == 0) && point.Kind == "missing" ? PointKind.Missing : null;
        }

        var (seats, all) = (sides[0].Seats, answers.Given.Count);
        var claimedContradiction = point.Kind.StartsWith("contra", StringComparison.Ordinal) || point.Sides.Count > 1;
        return seats.Count == 1 || (answers.Models(seats) == 1 && answers.AllModels > 1) ? PointKind.OneModel
            : seats.Count == all && !claimedContradiction ? PointKind.Consensus
            : PointKind.Partial;
    }

    /// <summary>
    /// A point that rests on the same words as a contradiction is disputed with it: spans that overlap in one answer, or one claim in the same words. It is
    /// no consensus then.
    /// </summary>
    private static List<ComparisonPoint> Disputed(ComparedAnswers answers, List<ComparisonPoint> points)
    {
        var contradictions = points.Where(p => p.Kind == PointKind.Contradiction).ToList();
        return points.ConvertAll(point =>
        {
            var disputed = contradictions.Where(c => c.Id != point.Id && Overlap(answers, point, c)).Select(c => c.Id).ToList();
            return disputed.Count == 0 ? point : point with
            {
                DisputedIn = disputed,
                Kind = point.Kind == PointKind.Consensus ? PointKind.Partial : point.Kind,
            };
        });
    }

    private static bool Overlap(ComparedAnswers answers, ComparisonPoint left, ComparisonPoint right) =>
        left.Sides.Any(l => right.Sides.Any(r => Same(l.Claim, r.Claim) || l.Spans.Any(a => r.Spans.Any(b => Overlap(answers, a, b)))));

    private static bool Overlap(ComparedAnswers answers, AnswerSpan left, AnswerSpan right)
    {
        if (left.Seat != right.Seat)
        {
            return false;
        }

        var words = answers.Of(left.Seat).Words;
        return SpanCheck.Place(left.Text, words) is not var (start, end)
            || SpanCheck.Place(right.Text, words) is not var (from, to)
            || (start < to && from < end);
    }

    private static bool Same(string left, string right) =>
        string.Equals(QuotationMatcher.Normalise(left), QuotationMatcher.Normalise(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>The moderator's words for a side; where they speak of agreement themselves, or there are none, what a seat wrote.</summary>
    private static string Words(string claim, string topic, List<AnswerSpan> spans) =>
        Speakable(claim) ?? (claim.Trim().Length == 0 ? Speakable(topic) : null) ?? OneLine(spans[0].Text);

    private static string? Topic(ComparisonDraft.Point point, List<PointSide> sides) => Speakable(point.Topic) ?? sides.FirstOrDefault()?.Claim;

    private static string? Speakable(string text) =>
        OneLine(text) is { Length: > 0 } line && AgreementPhrases.In(line) is null ? line : null;

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxWords ? line : line[..(char.IsHighSurrogate(line[MaxWords - 2]) ? MaxWords - 2 : MaxWords - 1)] + "…";
    }
}
