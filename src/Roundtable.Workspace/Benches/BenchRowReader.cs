using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Annotation.Evaluation;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Workspace.Benches;

/// <summary>
/// Makes questions of rows, by the names of their fields and the form of their answers: those of MMLU-Pro, MMLU, GSM8K, BIG-Bench Hard, AGIEval, ARC,
/// CommonsenseQA, HellaSwag and of {question, options, answer} in general.
/// </summary>
internal static partial class BenchRowReader
{
    private const string WithoutAnswer = "without a known answer";

    private static readonly string[] _letters = [.. Enumerable.Range(0, Question.MaxOptions).Select(i => Question.Letter(i).ToString())];

    /// <summary>Makes a question of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The id where the row has none.</param>
    /// <param name="match">How open answers are compared; null to decide it by the answer.</param>
    /// <param name="problem">Why there is no question; null where there is one.</param>
    public static BenchQuestion? Read(BenchRow row, string id, AnswerMatch? match, out string? problem)
    {
        if (row.Text("question", "input", "problem", "prompt", "query", "ctx") is not { } text)
        {
            problem = "without a question";
            return null;
        }

        var options = Options(row);
        var answer = row.Value("answer_index", "answer", "answerKey", "label", "target", "gold");
        if (options.Count == 0 && Listed(text) is var (before, listed) && listed.Count >= Question.MinOptions)
        {
            (text, options) = (before, listed);
        }

        text = row.Text("passage", "context") is { } passage ? $"{passage.Trim()}\n\n{text.Trim()}" : text.Trim();
        problem = answer is null ? WithoutAnswer
            : text.Length > Question.MaxTextLength ? $"with a question longer than {Question.MaxTextLength:N0} characters"
            : options.Count > Question.MaxOptions ? $"with more than {Question.MaxOptions} options"
            : null;
        if (problem is not null)
        {
            return null;
        }

        var name = row.Text("question_id", "id") ?? id;
        var question = options.Count >= Question.MinOptions
            ? Choice(row, name, text, options, out problem)
            : Open(row, name, text, match, out problem);
        return question is null ? null : question with { Category = row.Text("category", "subject") };
    }

    private static BenchQuestion? Choice(BenchRow row, string id, string text, IReadOnlyList<string> all, out string? problem)
    {
        // MMLU-Pro once filled questions with fewer options up with N/A.
        var kept = Enumerable.Range(0, all.Count).Where(i => all[i].Trim() is not ("N/A" or "")).ToList();
        var options = Unlettered([.. kept.Select(i => all[i].Trim())]);
        var index = Index(row, all);
        problem = index is Several ? "with more than one right option"
            : index is Unknown ? WithoutAnswer
            : index < 0 || !kept.Contains(index) ? "whose answer is none of its options"
            : options.Count < Question.MinOptions ? "with fewer than two options"
            : options.Select(AnswerText.Plain).Distinct(StringComparer.Ordinal).Count() < options.Count ? "with two equal options"
            : null;
        return problem is null ? new BenchQuestion(id, text, options, _letters[kept.IndexOf(index)], AnswerMatch.Option) : null;
    }

    private const int Several = -2;
    private const int Unknown = -3;

    /// <summary>The right option's place among those given, -1 for none of them, or <see cref="Several"/> or <see cref="Unknown"/>.</summary>
    private static int Index(BenchRow row, IReadOnlyList<string> options)
    {
        // A key names the label that stands beside an option: ARC has letters in most rows and digits from one in others.
        if (row.Value("answerKey") is not null)
        {
            var labels = row.Labels("options", "choices") ?? [.. _letters.Take(options.Count)];
            return row.Text("answerKey")?.Trim() is { } key ? labels.ToList().IndexOf(key) : Unknown;
        }

        var told = row.Value("answer", "label", "target", "gold") is { } value ? Told(value, options) : -1;
        return row.Number("answer_index") is not { } index ? told
            : index >= options.Count || (told >= 0 && told != index) ? -1
            : index;
    }

    private static int Told(JsonElement value, IReadOnlyList<string> options)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetInt32(out var number) && number >= 0 && number < options.Count ? number : -1;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.GetArrayLength() switch { 0 => Unknown, 1 => Told(value[0], options), _ => Several };
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return -1;
        }

        var text = value.GetString()!;
        return AnswerText.Key(text, AnswerMatch.Option, options, out _) is { } letter ? letter[0] - 'A'
            : AnswerText.Key(text, AnswerMatch.Option, Unlettered(options), out _) is { } unlettered ? unlettered[0] - 'A'
            : SeveralLetters().IsMatch(text.Trim()) ? Several
            : -1;
    }

    private static BenchQuestion? Open(BenchRow row, string id, string text, AnswerMatch? match, out string? problem)
    {
        problem = null;
        if (row.Text("answer", "target", "gold", "label") is not { } given)
        {
            var list = row.Value("answer", "target", "gold", "label");
            problem = list is { ValueKind: JsonValueKind.Array } && list.Value.GetArrayLength() > 0 ? "with a list as its answer" : WithoutAnswer;
            return null;
        }

        var mark = given.LastIndexOf("####", StringComparison.Ordinal);
        given = mark < 0 ? given : given[(mark + 4)..];
        var how = match ?? (AnswerNumber.Read(given) is not null && Bare().IsMatch(given) ? AnswerMatch.Numeric : AnswerMatch.Exact);
        if (AnswerText.Key(given, how, [], out _) is { } key)
        {
            return new BenchQuestion(id, text, [], key, how);
        }

        problem = how == AnswerMatch.Numeric ? "whose answer is not a number" : WithoutAnswer;
        return null;
    }

    private static IReadOnlyList<string> Options(BenchRow row) =>
        row.List("options", "choices", "endings") is { } list ? list
        : [.. _letters.Select(l => row.Text(l, $"option_{l}")).TakeWhile(o => o is not null).Select(o => o!)];

    /// <summary>Options without letters of their own, where each has the one of its place: <c>(A) …</c>, <c>A. …</c>, <c>A) …</c>.</summary>
    private static IReadOnlyList<string> Unlettered(IReadOnlyList<string> options)
    {
        var bare = options.Select((o, i) => Lettered().Match(o) is { Success: true } found && found.Groups[1].ValueSpan[0] == Question.Letter(i)
            ? o[found.Length..].Trim() : "").ToList();
        return bare.TrueForAll(b => b.Length > 0) ? bare : options;
    }

    /// <summary>The options that a text lists at its end, as BIG-Bench Hard does, and the text before them.</summary>
    private static (string Before, IReadOnlyList<string> Options) Listed(string text)
    {
        var at = text.LastIndexOf("\nOptions:", StringComparison.Ordinal);
        if (at < 0)
        {
            return (text, []);
        }

        var lines = text[(at + "\nOptions:".Length)..].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(lines, l => l.StartsWith("- ", StringComparison.Ordinal)) ? (text[..at], [.. lines.Select(l => l[2..].Trim())])
            : lines.Select((l, i) => Lettered().Match(l).Groups[1].Value == Question.Letter(Math.Min(i, Question.MaxOptions - 1)).ToString()).All(same => same)
                ? (text[..at], Unlettered(lines))
            : (text, []);
    }

    [GeneratedRegex(@"^\(?([A-Z])[).:]\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lettered();

    [GeneratedRegex("^[A-Z]([, ]*[A-Z])+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SeveralLetters();

    // A number and nothing else, but a currency sign.
    [GeneratedRegex(@"^\s*[-−$€£]*\s*[\d.,/]*\d(?:[eE][+-]?\d+)?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bare();
}
