using System.Collections.Frozen;
using System.Text.Json;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>The texts of a test item.</summary>
/// <param name="Questions">What is asked.</param>
/// <param name="Options">The options to choose from, in their order.</param>
/// <param name="Answers">What is expected.</param>
internal sealed record ItemTexts(IReadOnlyList<string> Questions, IReadOnlyList<string> Options, IReadOnlyList<string> Answers)
{
    private const int MaxDepth = 4;

    private static readonly FrozenSet<string> _questions = Names(
        "question questions query problem prompt instruction goal ctx ctx_a sentence stem question_stem premise text input turns messages conversations "
        + "conversation story context_and_question task_text statement claim dialogue user");

    private static readonly FrozenSet<string> _options = Names(
        "choices options endings option option1 option2 option3 option4 option_a option_b option_c option_d opa opb opc opd sol1 sol2 a b c d e f candidates "
        + "mc1_targets mc2_targets correct_answers incorrect_answers correct_answer incorrect_answer distractor1 distractor2 distractor3 answer_choices");

    private static readonly FrozenSet<string> _answers = Names(
        "answer answers solution solutions canonical_solution target targets output response rationale explanation code best_answer reference gold");

    // A list of options can be an object of texts and labels, a turn one of a speaker and a text.
    private static readonly FrozenSet<string> _labels = Names("label labels key role from id ids speaker type");

    /// <summary>The texts of an item's fields.</summary>
    public static ItemTexts Of(IReadOnlyList<KeyValuePair<string, string?>> fields)
    {
        List<string> questions = [], options = [], answers = [];
        var longest = "";
        foreach (var (name, value) in fields)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            var into = _questions.Contains(name) ? questions : _options.Contains(name) ? options : _answers.Contains(name) ? answers : null;
            if (into is not null)
            {
                Add(value, into, options);
            }
            else if (value.Length > longest.Length && value[0] is not ('{' or '['))
            {
                longest = value;
            }
        }

        return new ItemTexts(questions.Count > 0 || longest.Length == 0 ? questions : [longest], options, answers);
    }

    private static void Add(string value, List<string> into, List<string> options)
    {
        if (value[0] is '{' or '[')
        {
            try
            {
                using var document = JsonDocument.Parse(value);
                Add(document.RootElement, into, options, 0);
                return;
            }
            catch (JsonException)
            {
                // A text that begins with a bracket.
            }
        }

        into.Add(value);
    }

    private static void Add(JsonElement value, List<string> into, List<string> options, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when !string.IsNullOrWhiteSpace(value.GetString()):
                into.Add(value.GetString()!);
                break;
            case JsonValueKind.Number:
                into.Add(value.GetRawText());
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var element in value.EnumerateArray())
                {
                    Add(element, into, options, depth + 1);
                }

                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var member in value.EnumerateObject().Where(m => !_labels.Contains(m.Name)))
                {
                    Add(member.Value, _options.Contains(member.Name) ? options : into, options, depth + 1);
                }

                break;
        }
    }

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
