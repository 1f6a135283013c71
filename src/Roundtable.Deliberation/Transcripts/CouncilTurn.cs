using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts;

/// <summary>
/// One question of a conversation in llm-council's shape: members answer (stage 1), rank the answers under the labels
/// Response A, Response B… (stage 2), and a chairman writes (stage 3).
/// </summary>
/// <param name="Question">The question.</param>
/// <param name="Responses">Model and answer, in the order of the labels.</param>
/// <param name="Rankings">Each member's evaluation and its ranking according to the file, as indices of responses, best first.</param>
/// <param name="AverageRanks">The average ranks that the file states, by model; may be empty.</param>
public sealed partial record CouncilTurn(
    string Question,
    IReadOnlyList<(string Model, string Response)> Responses,
    IReadOnlyList<(string Model, string Text, IReadOnlyList<int> Ranking)> Rankings,
    IReadOnlyDictionary<string, double> AverageRanks)
{
    /// <summary>The turns of a conversation that have at least two answers and a ranking; null where the JSON has another shape.</summary>
    public static IReadOnlyList<CouncilTurn>? Read(JsonElement conversation)
    {
        if (Array(conversation, "messages") is not { } messages)
        {
            return null;
        }

        List<CouncilTurn> turns = [];
        var question = "";
        foreach (var message in messages)
        {
            question = Text(message, "role") == "user" ? Text(message, "content") ?? "" : question;
            if (Array(message, "stage1") is { } stage1)
            {
                List<(string, string)> responses = [.. stage1.Select(r => (Text(r, "model") ?? "unknown", Text(r, "response") ?? ""))];
                List<(string, string, IReadOnlyList<int>)> rankings =
                [
                    .. (Array(message, "stage2") ?? []).Select(r => (Text(r, "model") ?? "unknown", Text(r, "ranking") ?? "", Parsed(r, responses.Count))),
                ];
                if (responses.Count >= 2 && rankings.Count > 0)
                {
                    turns.Add(new CouncilTurn(question, responses, rankings, Averages(message)));
                }
            }
        }

        return turns;
    }

    /// <summary>The ranking that an evaluation's own text ends with; empty where it has none.</summary>
    public static IReadOnlyList<int> RankingIn(string text, int responses)
    {
        var at = text.LastIndexOf("FINAL RANKING", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : Indices(Label().Matches(text[at..]).Select(m => m.Groups[1].Value), responses);
    }

    private static IReadOnlyList<int> Parsed(JsonElement ranking, int responses) =>
        Array(ranking, "parsed_ranking") is { } parsed
            ? Indices(
                parsed.Where(p => p.ValueKind == JsonValueKind.String)
                    .Select(p => Label().Match(p.GetString()!))
                    .Where(m => m.Success)
                    .Select(m => m.Groups[1].Value),
                responses)
            : RankingIn(Text(ranking, "ranking") ?? "", responses);

    private static List<int> Indices(IEnumerable<string> letters, int responses) =>
        [.. letters.Select(l => l[0] - 'A').Where(i => i < responses).Distinct()];

    private static Dictionary<string, double> Averages(JsonElement message)
    {
        Dictionary<string, double> averages = new(StringComparer.Ordinal);
        if (message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("metadata", out var metadata)
            && Array(metadata, "aggregate_rankings") is { } claimed)
        {
            foreach (var item in claimed)
            {
                if (Text(item, "model") is { } model && item.TryGetProperty("average_rank", out var average) && average.ValueKind == JsonValueKind.Number)
                {
                    averages.TryAdd(model, average.GetDouble());
                }
            }
        }

        return averages;
    }

    private static IReadOnlyList<JsonElement>? Array(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray()]
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    [GeneratedRegex("""Response\s+([A-Z])\b""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    /// <summary>Where the file's numbers contradict the members' texts, one sentence each.</summary>
    public IReadOnlyList<string> Discrepancies()
    {
        List<string> found = [];
        foreach (var (model, text, ranking) in Rankings)
        {
            var said = RankingIn(text, Responses.Count);
            if (said.Count > 0 && !said.SequenceEqual(ranking))
            {
                found.Add($"The file gives {model} the ranking {Letters(ranking)}; its own text ends with {Letters(said)}.");
            }
            else if (ranking.Count < Responses.Count)
            {
                found.Add($"{model} ranks {ranking.Count} of {Responses.Count} responses.");
            }
        }

        foreach (var (model, claimed) in AverageRanks)
        {
            var places = Rankings
                .SelectMany(r => r.Ranking.Select((response, place) => (Responses[response].Model, Place: place + 1)))
                .Where(p => p.Model == model)
                .Select(p => p.Place)
                .ToList();
            if (places.Count == 0 || Math.Abs(places.Average() - claimed) > 0.01)
            {
                var counted = places.Count == 0
                    ? "no member ranks it"
                    : string.Create(CultureInfo.InvariantCulture, $"the rankings give {places.Average():0.##}");
                found.Add(string.Create(CultureInfo.InvariantCulture, $"The file gives {model} the average rank {claimed:0.##}; {counted}."));
            }
        }

        return found;
    }

    private static string Letters(IEnumerable<int> ranking) =>
        string.Join(", ", ranking.Select(i => (char)('A' + i))) is { Length: > 0 } letters ? letters : "nothing";
}
