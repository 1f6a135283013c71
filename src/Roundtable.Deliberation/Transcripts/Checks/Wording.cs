using System.Text.RegularExpressions;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Transcripts.Pages;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Compares published quotations with what ballots say.</summary>
internal static partial class Wording
{
    private const double FewestShared = 1.5;

    private static readonly string[] _omissions = ["[…]", "[...]", "(…)", "(...)", "…", "..."];

    /// <summary>
    /// Whether a ballot contains a quotation, ignoring case and Markdown. Published quotations may have the sentence's comma or full stop inside
    /// their marks, and an ellipsis for an omission.
    /// </summary>
    public static bool Stands(string quotation, PublishedBallot ballot)
    {
        string[] texts = [Plain(ballot.Reasoning), Plain(ballot.Choice), Plain(ballot.Earlier)];
        var parts = quotation.Split(_omissions, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && texts.Any(t => parts.All(p => Contains(t, Plain(p))));
    }

    /// <summary>The ballot with the passage that comes nearest to a quotation, by the share of its words; null where no ballot has two of them.</summary>
    public static (PublishedBallot Ballot, string Passage)? Nearest(string quotation, IEnumerable<PublishedBallot> ballots)
    {
        var words = Words(quotation);
        var best = ballots
            .SelectMany(b => Sentences.Of(b.Reasoning).Prepend(b.Choice).Select(s => (Ballot: b, Passage: s, Shared: Share(words, Words(s)))))
            .OrderByDescending(c => c.Shared)
            .FirstOrDefault();
        return best.Ballot is not null && best.Shared * words.Count >= FewestShared ? (best.Ballot, best.Passage) : null;
    }

    private static bool Contains(string text, string part)
    {
        var trimmed = part.TrimEnd(',', '.', ';', ':', '!', ' ');
        return trimmed.Any(char.IsLetterOrDigit) && QuotationMatcher.IndexOfWords(trimmed, text) >= 0;
    }

    /// <summary>The form in which texts are compared: no case, no emphasis, no numbers of sources in brackets, no brackets around a changed letter.</summary>
    private static string Plain(string text) =>
        QuotationMatcher.Normalise(
            Bracketed().Replace(Sources().Replace(text.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), ""), "${letter}"))
            .ToUpperInvariant();

    private static double Share(HashSet<string> words, HashSet<string> others) =>
        words.Count == 0 ? 0 : (double)words.Intersect(others, StringComparer.OrdinalIgnoreCase).Count() / words.Count;

    /// <summary>The words by which passages are compared: those of two or three letters stand in every text.</summary>
    private static HashSet<string> Words(string text)
    {
        List<string> all = [.. Word().Matches(text).Select(m => m.Value)];
        return (all.Exists(w => w.Length > 3) ? all.FindAll(w => w.Length > 3) : all).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\s?\[[0-9]{1,3}\]", RegexOptions.NonBacktracking)]
    private static partial Regex Sources();

    [GeneratedRegex(@"\[(?<letter>\p{L})\]", RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
