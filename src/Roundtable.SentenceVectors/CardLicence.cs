using System.Text.RegularExpressions;

namespace Roundtable.SentenceVectors;

/// <summary>The licence that the card of a model hub names in its metadata.</summary>
internal static partial class CardLicence
{
    private const int MaxLength = 100;

    /// <summary>It; null where the card names none.</summary>
    /// <param name="card">The card.</param>
    public static string? Of(string card)
    {
        var end = card.StartsWith("---", StringComparison.Ordinal) ? card.IndexOf("\n---", 3, StringComparison.Ordinal) : -1;
        if (end < 0 || Line().Match(card[..end]) is not { Success: true } match)
        {
            return null;
        }

        var named = match.Groups["licence"].Value.Trim(' ', '"', '\'', '\r');
        return named.Length == 0 ? null : named[..Math.Min(named.Length, MaxLength)];
    }

    [GeneratedRegex(@"^licen[sc]e:[ \t]*(?<licence>[^\n#]+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
