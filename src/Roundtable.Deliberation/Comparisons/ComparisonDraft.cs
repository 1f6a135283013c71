using System.Text.Json;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>A comparison as a moderator wrote it, before any check.</summary>
/// <param name="Points">Its points, in order.</param>
internal sealed record ComparisonDraft(IReadOnlyList<ComparisonDraft.Point> Points)
{
    private const int MaxPoints = 60, MaxQuotes = 400;

    /// <summary>Reads the moderator's answer; null with an error where it cannot be read.</summary>
    public static ComparisonDraft? Read(string answer, out string error)
    {
        if (AnswerScan.Of(answer).Find(json => With(json, "points"), "points", null, out error) is not { } json)
        {
            return null;
        }

        List<Point> points = [];
        var quotes = 0;
        foreach (var item in json.GetProperty("points").EnumerateArray())
        {
            if (Text(item, "topic") is not { } topic || topic.Trim().Length == 0)
            {
                error = "each point needs a \"topic\" and \"sides\".";
                return null;
            }

            List<Side> sides = [];
            foreach (var side in Array(item, "sides"))
            {
                List<Quote> said = [];
                foreach (var quote in Array(side, "quotes"))
                {
                    said.Add(new Quote($"q{++quotes}", Text(quote, "answer") ?? "", Text(quote, "quote") ?? ""));
                }

                sides.Add(new Side(Text(side, "claim") ?? "", said));
            }

            points.Add(new Point(topic, Text(item, "kind")?.Trim().ToLowerInvariant() ?? "", sides));
        }

        error = points.Count is 0 ? "it holds no point." : points.Count > MaxPoints || quotes > MaxQuotes ? "it holds too many points or quotations." : "";
        return error.Length == 0 ? new ComparisonDraft(points) : null;
    }

    /// <summary>The corrected quotations by id; empty where the answer cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Corrections(string answer)
    {
        Dictionary<string, string> corrections = new(StringComparer.Ordinal);
        if (AnswerScan.Of(answer).Find(json => With(json, "quotes"), "quotes", null, out _) is { } json)
        {
            foreach (var item in json.GetProperty("quotes").EnumerateArray())
            {
                if (Text(item, "id") is { } id && Text(item, "quote") is { } quote)
                {
                    corrections.TryAdd(id.Trim(), quote);
                }
            }
        }

        return corrections;
    }

    private static JsonElement? With(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var array) && array.ValueKind == JsonValueKind.Array ? json : null;

    private static List<JsonElement> Array(JsonElement json, string name) => With(json, name) is { } held ? [.. held.GetProperty(name).EnumerateArray()] : [];

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>A point.</summary>
    internal sealed record Point(string Topic, string Kind, IReadOnlyList<Side> Sides);

    /// <summary>A side of a point.</summary>
    internal sealed record Side(string Claim, IReadOnlyList<Quote> Quotes);

    /// <summary>A quotation, with the letter of the answer that it is said to be from.</summary>
    internal sealed record Quote(string Id, string Letter, string Text);
}
