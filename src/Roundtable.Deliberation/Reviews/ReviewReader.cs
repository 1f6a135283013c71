using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Reviews;

/// <summary>
/// Reads a review: a ranking that names every answer shown once, and errors whose spans stand in the answers. A reviewer who writes anything else, of itself
/// or of others, has written text that counts for nothing.
/// </summary>
public static class ReviewReader
{
    /// <summary>The problem of a review that the provider reported as a refusal.</summary>
    internal const string Refused = "It declined to review.";

    private const int MaxErrors = 40, MaxSpan = 600, MaxWhy = 500;

    /// <summary>The review that a recorded text is.</summary>
    /// <param name="form">What the seat was shown.</param>
    /// <param name="text">The text as recorded.</param>
    /// <param name="receipt">Its receipt.</param>
    /// <param name="refused">Whether the provider's API reported a refusal.</param>
    public static Review Read(ReviewForm form, string text, Receipt receipt, bool refused)
    {
        IReadOnlyList<int> shown = [.. form.Answers.Shown.Select(a => a.Seat)];
        if (refused)
        {
            return new Review(form.Seat.Number, shown, [], [], text, receipt) { Problem = Refused };
        }

        if (AnswerScan.Of(text).Find(WithRanking, "ranking", null, out var error) is not { } json)
        {
            return new Review(form.Seat.Number, shown, [], [], text, receipt) { Problem = error };
        }

        var ranking = Ranking(form, json, out var problem);
        var (errors, dropped) = Errors(form, json);
        return new Review(form.Seat.Number, shown, ranking, errors, text, receipt) { Dropped = dropped, Problem = problem };
    }

    private static JsonElement? WithRanking(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("ranking", out var ranking) && ranking.ValueKind == JsonValueKind.Array ? json : null;

    private static List<int> Ranking(ReviewForm form, JsonElement json, out string? problem)
    {
        List<int> seats = [];
        foreach (var item in json.GetProperty("ranking").EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || form.Answers.Named(item.GetString()!) is not { } answer || seats.Contains(answer.Seat))
            {
                problem = $"the ranking must name each of the {form.Answers.Shown.Count} letters once.";
                return [];
            }

            seats.Add(answer.Seat);
        }

        problem = seats.Count == form.Answers.Shown.Count ? null : $"the ranking must name each of the {form.Answers.Shown.Count} letters once.";
        return problem is null ? seats : [];
    }

    private static (IReadOnlyList<ReviewedError> Errors, int Dropped) Errors(ReviewForm form, JsonElement json)
    {
        List<ReviewedError> errors = [];
        var named = json.TryGetProperty("errors", out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().ToList() : [];
        foreach (var item in named)
        {
            if (errors.Count < MaxErrors && Text(item, "answer") is { } letter && form.Answers.Named(letter) is { } answer
                && Text(item, "quote")?.Trim() is { Length: > 0 and <= MaxSpan } span && Text(item, "why") is { } why
                && QuotationMatcher.IsVerbatim(span, answer.Words))
            {
                errors.Add(new ReviewedError(answer.Seat, span, OneLine(why)));
            }
        }

        return (errors, named.Count - errors.Count);
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxWhy ? line : line[..(MaxWhy - 1)].TrimEnd('\uD800') + "…";
    }
}
