using System.Globalization;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>Counts of votes in a line, as <c>Yes: 1, No: 2</c>, <c>Yes (1), No (2)</c>, <c>1 for Yes and 2 for No</c>.</summary>
internal static partial class VoteCounts
{
    /// <summary>Each option that is named with its number of votes; empty where any part of the text is something else.</summary>
    public static IReadOnlyList<(string Option, int Votes)> Read(string text)
    {
        List<(string, int)> counts = [];
        foreach (var part in Separators().Split(text.Trim(' ', '.', '(', ')')))
        {
            if (part.Trim().Length == 0)
            {
                continue;
            }

            var match = NameFirst().Match(part.Trim());
            match = match.Success ? match : NumberFirst().Match(part.Trim());
            if (!match.Success)
            {
                return [];
            }

            counts.Add((match.Groups["name"].Value.Trim(' ', ':', '"', '“', '”', '\'', '‘', '’', '*'),
                int.Parse(match.Groups["votes"].ValueSpan, CultureInfo.InvariantCulture)));
        }

        return counts;
    }

    [GeneratedRegex("""\s*[,;|·]\s*(?:and\s+)?|\s+and\s+(?=[0-9])|\s+and\s+(?=\S+\s*[:=(])""", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    [GeneratedRegex(
        """^(?<name>\S(?:.*\S)??)\s*(?:[:=(]\s*|\s[–—-]\s+|\s)(?<votes>[0-9]{1,5})\s*(?:votes?)?\s*(?:[(]?\s*[0-9.]+\s*%\s*[)]?)?\)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NameFirst();

    [GeneratedRegex("""^(?<votes>[0-9]{1,5})\s+(?:votes?\s+)?(?:for\s+)?(?<name>\S.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NumberFirst();
}
