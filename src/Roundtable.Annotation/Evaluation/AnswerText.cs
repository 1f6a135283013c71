using System.Text;

namespace Roundtable.Annotation.Evaluation;

/// <summary>What an answer amounts to under a way of matching: answers that match have equal keys.</summary>
public static class AnswerText
{
    /// <summary>The key of an answer.</summary>
    /// <param name="text">What was said, or the known answer.</param>
    /// <param name="match">How answers are compared.</param>
    /// <param name="options">The options of the question in their order; empty if unknown.</param>
    /// <param name="hasUnit">Whether a currency sign or a unit was left out of a number.</param>
    /// <returns>The key; null where nothing could be read.</returns>
    public static string? Key(string text, AnswerMatch match, IReadOnlyList<string> options, out bool hasUnit)
    {
        hasUnit = false;
        switch (match)
        {
            case AnswerMatch.Numeric:
                var number = AnswerNumber.Read(text);
                hasUnit = number?.HasUnit ?? false;
                return number?.ToString();
            case AnswerMatch.Option:
                return Option(text, options);
            default:
                return Plain(text) is { Length: > 0 } plain ? plain : null;
        }
    }

    /// <summary>A text without what an exact comparison leaves out. The plain text of a plain text is itself.</summary>
    public static string Plain(string text)
    {
        var plain = string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        while (true)
        {
            var shorter = plain.EndsWith('.') && !plain.EndsWith("..", StringComparison.Ordinal) ? plain[..^1].TrimEnd() : plain;
            shorter = shorter is ['"' or '\'' or '“' or '‘', .., '"' or '\'' or '”' or '’'] && shorter.Length > 2 ? shorter[1..^1].Trim() : shorter;
            if (shorter.Length == plain.Length)
            {
                return plain;
            }

            plain = shorter;
        }
    }

    /// <summary>The letter of an option that is named by its letter, as in <c>B</c>, <c>(b)</c> or <c>B.</c>, or by its whole text.</summary>
    private static string? Option(string text, IReadOnlyList<string> options)
    {
        var said = text.Trim();
        var letter = said switch
        {
            [var only] => only,
            ['(' or '[', var only, ')' or ']'] => only,
            [var only, ')' or '.' or ':'] => only,
            _ => '\0',
        };
        letter = char.ToUpperInvariant(letter);
        if (letter is >= 'A' and <= 'Z' && (options.Count == 0 || letter - 'A' < options.Count))
        {
            return letter.ToString();
        }

        var plain = Plain(said);
        var same = Enumerable.Range(0, options.Count).Where(i => string.Equals(Plain(options[i]), plain, StringComparison.Ordinal)).Take(2).ToList();
        return same is [var index] ? ((char)('A' + index)).ToString() : null;
    }
}
