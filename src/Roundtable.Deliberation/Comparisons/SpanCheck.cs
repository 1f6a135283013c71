using System.Text;
using Roundtable.Deliberation.Minutes;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>Whether words that a moderator quotes stand in an answer, and are enough of it to mean something.</summary>
internal static class SpanCheck
{
    private const int MaxLength = 6_000, MinLetters = 10, MinLettersUnspaced = 4;

    /// <summary>What is wrong with a span, as a clause for the moderator; null where nothing is.</summary>
    public static string? Problem(string span, string answer)
    {
        var words = span.Trim();
        return words.Length is 0 or > MaxLength ? $"a quotation has 1 to {MaxLength} characters."
            : !QuotationMatcher.IsVerbatim(words, answer) ? "these words do not stand in that answer letter for letter."
            : IsTooLittle(words, answer) ? "these are too few words to show what the answer says: quote the clause."
            : null;
    }

    /// <summary>Where a span stands in an answer, in the form in which both are compared; null where it does not.</summary>
    public static (int Start, int End)? Place(string span, string answer)
    {
        var needle = QuotationMatcher.Normalise(span).Trim();
        var at = needle.Length == 0 ? -1 : QuotationMatcher.IndexOfWords(needle, QuotationMatcher.Normalise(answer));
        return at < 0 ? null : (at, at + needle.Length);
    }

    /// <summary>A word such as "the" stands in every answer and says nothing; where an answer is as short itself, it may be quoted whole.</summary>
    private static bool IsTooLittle(string span, string answer)
    {
        var letters = Letters(span);
        return letters < (span.EnumerateRunes().Any(IsUnspaced) ? MinLettersUnspaced : MinLetters) && letters * 2 < Letters(answer);
    }

    private static int Letters(string text) => text.EnumerateRunes().Count(Rune.IsLetterOrDigit);

    /// <summary>Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese letters carry more than those of alphabets do.</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0x20000 and <= 0x3FFFF);
}
