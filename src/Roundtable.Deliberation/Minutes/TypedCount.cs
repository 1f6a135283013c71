using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Minutes;

/// <summary>
/// Finds counts that a moderator wrote itself. The program inserts counts, from the tallies; any other number outside
/// quotation marks is allowed only where a cited ballot or the question contains it ("the 2019 ruling"). Recognises number
/// words in English and digits in every script.
/// </summary>
internal static partial class TypedCount
{
    /// <summary>The first such count in <paramref name="words"/>, or null.</summary>
    /// <param name="words">The sentence without quotations and placeholders.</param>
    /// <param name="sources">Texts whose numbers may be repeated.</param>
    public static string? In(string words, IReadOnlyList<string> sources)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[Counted(), Ratio(), Label()])
        {
            if (pattern.Match(words) is { Success: true } match)
            {
                return match.Value.Trim();
            }
        }

        return Digits().Matches(words).Select(m => m.Value).FirstOrDefault(number => !sources.Any(s => Digits().Matches(s).Any(m => m.Value == number)));
    }

    [GeneratedRegex(
        """
        \b(?:\p{Nd}+(?:\s?%)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\ dozen|dozens|all|every|each|most|both|half|none|neither|no
        |(?:two|three)[-\s](?:thirds|quarters)|a\ third|a\ quarter|per\s?cent)
        (?:\s+but\s+(?:one|two))?(?:\s+of)?(?:\s+(?:the|these|those))?(?:\s+(?:other|remaining|dissenting|present|invited))?\s+
        (?:seats?|members?|panell?ists?|panel|models?|votes?|voters?|ballots?|rounds?|participants?|respondents?|abstentions?|objections?|absentees?)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Counted();

    [GeneratedRegex(
        """\b(?:\p{Nd}+|one|two|three|four|five|six|seven|eight|nine|ten)"""
        + """(?:\s+(?:to|of|out\s+of|against|versus)\s+|\s*[–—:/-]\s*)"""
        + """(?:\p{Nd}+|one|two|three|four|five|six|seven|eight|nine|ten)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Ratio();

    [GeneratedRegex(
        """\b(?:unanimous(?:ly)?|unanimity|supermajority|majority|plurality|tied?|deadlock(?:ed)?)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex("""\p{Nd}+(?:[.,]\p{Nd}+)*""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
