using System.Text.RegularExpressions;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A pattern or a trace, ready to be searched for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Expression">
/// The expression over folded text, with a group <c>hit</c>; where <paramref name="Needs"/> has heads, it matches only where a search begins.
/// </param>
/// <param name="Needs">What must stand in a text that is worth searching.</param>
/// <param name="Strength">Its weight in an answer.</param>
/// <param name="Vendor">Whose programs leave a trace; null for a pattern.</param>
internal sealed record PatternRule(string Id, Lazy<Regex> Expression, Lazy<PatternNeeds> Needs, Strength Strength, string? Vendor)
{
    /// <summary>What it finds in a folded text, from left to right, none overlapping another.</summary>
    public IEnumerable<Match> Matches(string text)
    {
        if (Needs.Value.Heads is not { } heads)
        {
            for (var match = Expression.Value.Match(text); match.Success; match = match.NextMatch())
            {
                yield return match;
            }

            yield break;
        }

        for (var at = heads.Next(text, 0); at >= 0;)
        {
            var match = Expression.Value.Match(text, at);
            if (match.Success)
            {
                yield return match;
            }

            at = heads.Next(text, match.Success ? match.Index + match.Length : at + 1);
        }
    }
}
