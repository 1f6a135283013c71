using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Councils;

/// <summary>
/// One question of a conversation in llm-council's shape: members answer (stage 1), rank the answers under the labels
/// Response A, Response B… (stage 2), and a chairman writes (stage 3).
/// </summary>
/// <param name="Question">The question.</param>
/// <param name="Responses">Model and answer, in the order of the labels.</param>
/// <param name="Rankings">Each member's evaluation and its ranking according to the file, as indices of responses, best first.</param>
/// <param name="AverageRanks">The average ranks that the file states, by model; may be empty.</param>
/// <param name="Conclusion">What the chairman wrote, or null.</param>
public sealed partial record CouncilTurn(
    string Question,
    IReadOnlyList<(string Model, string Response)> Responses,
    IReadOnlyList<(string Model, string Text, IReadOnlyList<int> Ranking)> Rankings,
    IReadOnlyDictionary<string, double> AverageRanks,
    string? Conclusion)
{
    private static readonly string[] _questionNames = ["question", "query", "user_query", "prompt", "title"];

    /// <summary>
    /// The turns of a conversation that have at least two answers and a ranking; null where the JSON has another shape. A turn stands in
    /// <c>messages</c>, or is the document itself, its stages at its top or in <c>stages</c>.
    /// </summary>
    public static IReadOnlyList<CouncilTurn>? Read(JsonElement conversation)
    {
        if (Array(conversation, "messages") is not { } messages)
        {
            var stages = Member(conversation, "stages") ?? conversation;
            return Array(stages, "stage1") is null ? null
                : Turn(stages, Member(conversation, "metadata"),
                    _questionNames.Select(n => Text(conversation, n)).FirstOrDefault(t => t is not null) ?? "")
                    is { } turn ? [turn]
                : [];
        }

        List<CouncilTurn> turns = [];
        var question = "";
        foreach (var message in messages)
        {
            question = Text(message, "role") == "user" ? Text(message, "content") ?? "" : question;
            if (Turn(message, Member(message, "metadata"), question) is { } turn)
            {
                turns.Add(turn);
            }
        }

        return turns;
    }

    /// <summary>The ranking that an evaluation's own text ends with; empty where it has none.</summary>
    public static IReadOnlyList<int> RankingIn(string text, int responses)
    {
        var at = text.LastIndexOf("FINAL RANKING", StringComparison.OrdinalIgnoreCase) is var final and >= 0 ? final
            : Heading().Matches(text) is { Count: > 0 } headings ? headings[^1].Index
            : -1;
        if (at < 0)
        {
            return [];
        }

        var named = Label().Matches(text[at..]);
        return Indices((named.Count > 0 ? named : Numbered().Matches(text[at..])).Select(m => m.Groups[1].Value), responses);
    }

    private static CouncilTurn? Turn(JsonElement stages, JsonElement? metadata, string question)
    {
        if (Array(stages, "stage1") is not { } stage1)
        {
            return null;
        }

        List<(string Model, string Response)> responses =
            [.. stage1.Select(r => (Text(r, "model") ?? "unknown", Text(r, "response") ?? Text(r, "content") ?? ""))];
        var labelled = metadata is { } known ? Labelled(known, responses) : responses;
        List<(string, string, IReadOnlyList<int>)> rankings =
        [
            .. (Array(stages, "stage2") ?? []).Select(r => (Text(r, "model") ?? "unknown", Evaluation(r), Parsed(r, labelled.Count))),
        ];
        var conclusion = Member(stages, "stage3") switch
        {
            { ValueKind: JsonValueKind.String } words => words.GetString(),
            { } stage3 => Text(stage3, "response") ?? Text(stage3, "content"),
            null => null,
        };
        return labelled.Count >= 2 && rankings.Count > 0
            ? new CouncilTurn(question, labelled, rankings,
                metadata is { } averages ? Averages(averages) : new Dictionary<string, double>(StringComparer.Ordinal),
                conclusion)
            : null;
    }

    /// <summary>The responses in the order of their labels, where the file says which label a model had: they may have been shuffled.</summary>
    private static List<(string Model, string Response)> Labelled(JsonElement metadata, List<(string Model, string Response)> responses)
    {
        if ((Member(metadata, "label_to_model") ?? Member(metadata, "labelToModel")) is not { ValueKind: JsonValueKind.Object } labels)
        {
            return responses;
        }

        var order = labels.EnumerateObject()
            .Select(p => (Label: AnyLabel().Match(p.Name), Model: p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : Text(p.Value, "model")))
            .Where(p => p.Label.Success && p.Model is not null)
            .OrderBy(p => p.Label.Groups[1].Value, StringComparer.Ordinal)
            .Select(p => responses.FindIndex(r => r.Model == p.Model))
            .ToList();
        return order.Count == responses.Count && !order.Contains(-1) && order.Distinct().Count() == order.Count
            ? [.. order.Select(i => responses[i])] : responses;
    }

    private static IReadOnlyList<int> Parsed(JsonElement ranking, int responses) =>
        (Array(ranking, "parsed_ranking") ?? Array(ranking, "parsedRanking") ?? Array(ranking, "ranking")) is { } parsed
            ? Indices(
                parsed.Where(p => p.ValueKind == JsonValueKind.String)
                    .Select(p => AnyLabel().Match(p.GetString()!))
                    .Where(m => m.Success)
                    .Select(m => m.Groups[1].Value),
                responses)
            : RankingIn(Evaluation(ranking), responses);

    /// <summary>What a member wrote about the responses; some forks keep its ranking apart from that.</summary>
    private static string Evaluation(JsonElement ranking) =>
        Text(ranking, "ranking") ?? Text(ranking, "evaluation") ?? Text(ranking, "review") ?? "";

    private static List<int> Indices(IEnumerable<string> letters, int responses) =>
        [.. letters.Select(l => l[0] - 'A').Where(i => i < responses).Distinct()];

    private static Dictionary<string, double> Averages(JsonElement metadata)
    {
        Dictionary<string, double> averages = new(StringComparer.Ordinal);
        foreach (var item in Array(metadata, "aggregate_rankings") ?? Array(metadata, "aggregateRankings") ?? [])
        {
            if (Text(item, "model") is { } model
                && (Member(item, "average_rank") ?? Member(item, "averageRank")) is { ValueKind: JsonValueKind.Number } average)
            {
                averages.TryAdd(model, average.GetDouble());
            }
        }

        return averages;
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static IReadOnlyList<JsonElement>? Array(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    [GeneratedRegex("""Response\s+([A-Z])\b""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex("""^[\s*#]*RANKING\s*\**\s*:""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""^\s*[0-9]{1,2}[.)]\s*\**\s*([A-Z])\b""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex("""^\s*(?:Response\s+)?([A-Z])\s*$""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AnyLabel();
}
