using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Parses a moderator's answers: the minutes as a whole, or corrections of single sentences.</summary>
internal static class DraftReader
{
    private const int MaxSentences = 80;

    /// <summary>The sentences of the whole minutes in order; null with an error where the answer cannot be parsed.</summary>
    public static IReadOnlyList<DraftSentence>? Whole(string answer, int options, out string error)
    {
        if (AnswerJson.Find(answer, out error) is not { } json)
        {
            return null;
        }

        if (Array(json, "summary") is not { } summary || Array(json, "arguments") is not { } arguments)
        {
            error = "it needs the arrays \"summary\" and \"arguments\".";
            return null;
        }

        List<DraftSentence> sentences = [];
        if (!Add(sentences, summary, null, out error))
        {
            return null;
        }

        foreach (var argument in arguments)
        {
            if (Number(argument, "option") is not { } option || option < 1 || option > options || Array(argument, "sentences") is not { } items)
            {
                error = $"each argument needs an \"option\" from 1 to {options} and \"sentences\".";
                return null;
            }

            if (!Add(sentences, items, option - 1, out error))
            {
                return null;
            }
        }

        if (sentences.Count is 0 or > MaxSentences)
        {
            error = sentences.Count == 0 ? "it holds no sentence." : $"it holds more than {MaxSentences} sentences.";
            return null;
        }

        return sentences;
    }

    /// <summary>The corrected sentences by id; empty where the answer cannot be parsed.</summary>
    public static IReadOnlyDictionary<string, (string Text, IReadOnlyList<string> Ballots)> Corrections(string answer)
    {
        Dictionary<string, (string, IReadOnlyList<string>)> corrections = new(StringComparer.Ordinal);
        if (AnswerJson.Find(answer, out _) is { } json && Array(json, "sentences") is { } items)
        {
            foreach (var item in items)
            {
                if (Text(item, "id") is { } id && Read(item) is { } sentence)
                {
                    corrections.TryAdd(id, sentence);
                }
            }
        }

        return corrections;
    }

    private static bool Add(List<DraftSentence> sentences, IEnumerable<JsonElement> items, int? option, out string error)
    {
        foreach (var item in items)
        {
            if (Read(item) is not var (text, ballots))
            {
                error = "each sentence needs a \"text\" and an array \"ballots\" of ids.";
                return false;
            }

            sentences.Add(new DraftSentence(option, text, ballots));
        }

        error = "";
        return true;
    }

    private static (string Text, IReadOnlyList<string> Ballots)? Read(JsonElement item) =>
        Text(item, "text") is { } text && Array(item, "ballots") is { } ids && ids.All(i => i.ValueKind == JsonValueKind.String)
            ? (text, [.. ids.Select(i => i.GetString()!.Trim().Trim('[', ']'))])
            : null;

    private static IReadOnlyList<JsonElement>? Array(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray()]
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static int? Number(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var number) ? null
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value
        : number.ValueKind == JsonValueKind.String && int.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out value) ? value
        : null;
}
