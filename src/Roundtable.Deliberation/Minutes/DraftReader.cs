using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Parses a moderator's answers: the minutes as a whole, or corrections of single sentences.</summary>
internal static class DraftReader
{
    private const int MaxSentences = 80;

    /// <summary>The sentences of the whole minutes in order; null with an error where the answer cannot be parsed.</summary>
    public static IReadOnlyList<DraftSentence>? Whole(string answer, Proceedings proceedings, out string error)
    {
        if (Find(answer, proceedings, ["summary", "arguments"], out error) is not { } json)
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

        var options = proceedings.Verdict.Options.Count;
        foreach (var argument in arguments)
        {
            if (Option(argument, proceedings) is not { } option || Array(argument, "sentences") is not { } items)
            {
                error = $"each argument needs an \"option\" from {proceedings.NameOf(0)} to {proceedings.NameOf(options - 1)} and \"sentences\".";
                return null;
            }

            if (!Add(sentences, items, option, out error))
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
    public static IReadOnlyDictionary<string, (string Text, IReadOnlyList<string> Ballots)> Corrections(string answer, Proceedings proceedings)
    {
        Dictionary<string, (string, IReadOnlyList<string>)> corrections = new(StringComparer.Ordinal);
        if (Find(answer, proceedings, ["sentences"], out _) is { } json && Array(json, "sentences") is { } items)
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

    /// <summary>
    /// The object with the member that is wanted, after the thinking. Format 1 took the last object whatever it held, and thinking for part of the answer.
    /// </summary>
    private static JsonElement? Find(string answer, Proceedings proceedings, string[] members, out string error) =>
        proceedings.Rules == CountingRules.First
            ? FirstAnswerJson.Find(answer, out error)
            : AnswerScan.Of(answer).Find(json => Wrapped(json, members, 0), members[0], null, out error);

    private static JsonElement? Wrapped(JsonElement json, string[] members, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object || depth > 2)
        {
            return null;
        }

        if (System.Array.Exists(members, m => json.TryGetProperty(m, out _)))
        {
            return json;
        }

        List<JsonElement> inner = [.. json.EnumerateObject().Select(m => Wrapped(m.Value, members, depth + 1)).OfType<JsonElement>()];
        return inner.Count == 1 ? inner[0] : null;
    }

    /// <summary>The option of an argument by its key, its words or, in format 1, its number.</summary>
    private static int? Option(JsonElement json, Proceedings proceedings) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("option", out var named)
            ? named.ValueKind switch
            {
                JsonValueKind.Number when proceedings.Rules != CountingRules.First || named.TryGetInt32(out _) => proceedings.OptionNamed(named.GetRawText()),
                JsonValueKind.String => proceedings.OptionNamed(named.GetString()!),
                _ => null,
            }
            : null;

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
}
