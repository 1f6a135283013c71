using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Questions;

/// <summary>
/// Detects, before any money is spent, a question that its options cannot answer: one that asks how, which, where, what,
/// why, who or when, or that offers alternatives, with only Yes, No and the like to choose from. It analyses English word
/// order, not meaning, so it can be wrong; it warns and never refuses.
/// </summary>
public static partial class QuestionFit
{
    private const string Ask = "Ask it open, give the candidates as options";

    /// <summary>The warning, or null where the options may fit: for open questions, and where an option is more than yes or no.</summary>
    public static FitWarning? Warning(Question question)
    {
        if (question.IsOpen || !question.Options.All(o => YesNo().IsMatch(o)))
        {
            return null;
        }

        var asked = AskedSentence.AllIn(question.Text);
        if (asked.Any(a => a.Kind == AskedKind.YesNo))
        {
            return null;
        }

        var options = string.Join(" / ", question.Options.Select(o => o.Trim()));
        return asked.FirstOrDefault(a => a.Kind != AskedKind.Other) switch
        {
            null => null,
            { Kind: AskedKind.Which } which => WarningFor(which, options),
            var alternatives => Offering(
                $"The question offers alternatives, and {options} cannot say which of them is meant.", Alternatives.In(alternatives.Text)),
        };
    }

    private static FitWarning WarningFor(AskedSentence which, string options)
    {
        var why = $"The question asks \"{which.Asks}\", which {options} cannot answer.";
        return Alternatives.AtTheEndOf(which.Text) is { Count: > 1 } named ? Offering(why, named)
            : new FitWarning(why, YesNoRewrite.Of(which) is { } rewritten ? $"{Ask}, or put one of them to the vote: \"{rewritten}\"" : $"{Ask}.", []);
    }

    private static FitWarning Offering(string why, IReadOnlyList<string> alternatives) => alternatives.Count > 1
        ? new FitWarning(why, $"Give the alternatives as options: {string.Join(", ", alternatives.Select(a => $"\"{a}\""))}.", alternatives)
        : new FitWarning(why, "Give each of the alternatives as an option.", []);

    // "Yes, with limits" is still a yes; "No change" is an answer of its own.
    [GeneratedRegex(
        "^\\W*(?:(?:yes|no|yep|yeah|nope|y|n|true|false|maybe|perhaps|possibly|probably|unsure|undecided|unclear|unknown|agree|disagree|neither|both|"
        + "(?:it )?depends|not sure|not really|(?:i )?don['’]?t know)\\W*$|(?:yes|no|maybe|perhaps)\\s*[,.;:(–—-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex YesNo();
}
