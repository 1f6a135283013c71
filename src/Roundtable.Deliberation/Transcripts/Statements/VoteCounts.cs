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
        foreach (var part in Separators().Split(text.Trim(' ', '.', '(', ')')).SelectMany(Parts))
        {
            if (part.Trim().Length == 0)
            {
                continue;
            }

            var match = One(part.Trim());
            if (!match.Success)
            {
                return [];
            }

            counts.Add((match.Groups["name"].Value.Trim(' ', ':', '"', '“', '”', '\'', '‘', '’', '*'),
                int.Parse(match.Groups["votes"].ValueSpan, CultureInfo.InvariantCulture)));
        }

        return counts;
    }

    /// <summary>A part is two where it has an "and" between two counts: an option may have one of its own.</summary>
    private static IEnumerable<string> Parts(string part)
    {
        var at = part.IndexOf(" and ", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && One(part[..at].Trim()).Success && One(part[(at + 5)..].Trim()).Success ? [part[..at], part[(at + 5)..]] : [part];
    }

    private static Match One(string part) => NameFirst().Match(part) is { Success: true } match ? match : NumberFirst().Match(part);

    [GeneratedRegex("""\s*[,;|·]\s*(?:and\s+)?""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Separators();

    [GeneratedRegex(
        """^(?<name>\S(?:.*\S)??)\s*(?:[:=(]\s*|\s[–—-]\s+|\s)(?<votes>[0-9]{1,5})\s*(?:votes?)?\s*(?:[(]?\s*[0-9.]+\s*%\s*[)]?)?\)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NameFirst();

    [GeneratedRegex("""^(?<votes>[0-9]{1,5})\s+(?:votes?\s+)?(?:for\s+)?(?<name>\S.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NumberFirst();
}
