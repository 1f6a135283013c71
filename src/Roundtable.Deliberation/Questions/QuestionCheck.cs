using System.Globalization;

namespace Roundtable.Deliberation.Questions;

/// <summary>Validates a question. Whether its options can answer it is checked by <see cref="QuestionFit"/>.</summary>
public static class QuestionCheck
{
    /// <summary>Maximum length of an option in characters.</summary>
    public const int MaxOptionLength = 500;

    /// <summary>Checks a question before anything is spent on it.</summary>
    /// <param name="text">The question.</param>
    /// <param name="options">Its options in the asker's order.</param>
    /// <param name="open">Whether it is an open question, without options.</param>
    /// <returns>Every problem found: one sentence each, with its location and a fix; empty where the question is valid.</returns>
    public static IReadOnlyList<string> Validate(string text, IReadOnlyList<string> options, bool open) =>
        [.. OfText(text), .. OfOptions(options, open)];

    /// <summary>Problems of the options alone.</summary>
    public static IEnumerable<string> OfOptions(IReadOnlyList<string> options, bool open) =>
        [.. OfCount(options.Count, open), .. options.SelectMany(OfOption), .. Duplicates(options)];

    /// <summary>Problems of the text alone.</summary>
    public static IEnumerable<string> OfText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return "The question is empty: say what the panel should answer.";
        }
        else if (Length(text) > Question.MaxTextLength)
        {
            yield return Invariant(
                $"The question has {Length(text)} characters; the maximum is {Question.MaxTextLength}: move the background to a context document.");
        }

        if (IsBroken(text))
        {
            yield return "The question is not valid Unicode: it contains a lone surrogate.";
        }
    }

    private static IEnumerable<string> OfCount(int count, bool open)
    {
        if (open && count > 0)
        {
            yield return "An open question has no options: leave out the options, or do not ask it as an open question.";
        }
        else if (!open && count == 0)
        {
            yield return "The question has no options: give at least two, or ask it as an open question.";
        }
        else if (!open && count < Question.MinOptions)
        {
            yield return "The question has only one option: give at least two, or ask it as an open question.";
        }
        else if (count > Question.MaxOptions)
        {
            yield return Invariant($"The question has {count} options; the maximum is {Question.MaxOptions}, one for each letter.");
        }
    }

    private static IEnumerable<string> OfOption(string option, int index)
    {
        if (string.IsNullOrWhiteSpace(option))
        {
            yield return Invariant($"Option {index + 1} is empty: give it a text or leave it out.");
        }
        else if (Length(option) > MaxOptionLength)
        {
            yield return Invariant(
                $"Option {index + 1} has {Length(option)} characters; the maximum is {MaxOptionLength}: explain it in the question or in a context document.");
        }

        if (IsBroken(option))
        {
            yield return Invariant($"Option {index + 1} is not valid Unicode: it contains a lone surrogate.");
        }
    }

    private static IEnumerable<string> Duplicates(IReadOnlyList<string> options) =>
        options
            .Select((text, index) => (Text: text, Number: index + 1))
            .Where(o => !string.IsNullOrWhiteSpace(o.Text))
            .GroupBy(o => Name.Key(o.Text), StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"Options {And([.. same.Select(o => o.Number)])} are the same (\"{Short(same.First().Text)}\"): options must be distinct.");

    private static string And(int[] numbers) =>
        string.Join(", ", numbers[..^1].Select(n => n.ToString(CultureInfo.InvariantCulture))) + Invariant($" and {numbers[^1]}");

    private static string Short(string text) => text.Trim() is { Length: > 60 } lengthy ? string.Concat(lengthy.EnumerateRunes().Take(59)) + "…" : text.Trim();

    private static int Length(string text) => text.EnumerateRunes().Count();

    // Canonical JSON cannot represent a lone surrogate, so neither can a session.
    private static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
