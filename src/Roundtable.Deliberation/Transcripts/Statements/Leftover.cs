using System.Text.RegularExpressions;
using Roundtable.Deliberation.Minutes;

namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>What of a sentence is left when everything that was understood is taken out: if words are left, something in it was not checked.</summary>
internal static partial class Leftover
{
    private static readonly HashSet<string> _idle = new(
        [
            "a", "an", "the", "and", "or", "but", "of", "on", "in", "at", "to", "for", "by", "with", "after", "was", "were", "is", "are", "be", "been",
            "has", "have", "had",
            "it", "its", "they", "their", "that", "this", "reached", "final", "finally", "vote", "votes", "voting", "model", "models", "panel", "round",
            "rounds", "discussion",
            "agreement", "agree", "agreed", "consensus", "result", "all", "so", "as", "then", "there", "ended", "which", "won", "wins",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The words outside assertions and quotations that carry meaning.</summary>
    public static IReadOnlyList<string> Words(string sentence, IReadOnlyList<Assertion> understood)
    {
        var quoted = Quotations(sentence).ToList();
        return
        [
            .. Word().Matches(sentence)
                .Where(w => !understood.Any(a => a.Start <= w.Index && w.Index < a.Start + a.Length))
                .Where(w => !quoted.Exists(q => q.Start <= w.Index && w.Index < q.End))
                .Select(w => w.Value)
                .Where(w => !_idle.Contains(w)),
        ];
    }

    /// <summary>Where the quotations of a sentence stand, without their marks.</summary>
    public static IEnumerable<(int Start, int End, string Text)> Quotations(string sentence)
    {
        var at = 0;
        foreach (var span in QuotedSpans.In(sentence).Spans)
        {
            if (span.Quoted)
            {
                yield return (at, at + span.Text.Length, span.Text);
            }

            at += span.Text.Length;
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}%][\p{L}\p{N}'’.%-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
