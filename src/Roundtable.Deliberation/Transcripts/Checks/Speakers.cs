using System.Text.RegularExpressions;
using Roundtable.Deliberation.Transcripts.Pages;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Whose words a quotation is said to be: the speaker named beside it.</summary>
internal sealed partial class Speakers
{
    private readonly IReadOnlyList<(string Name, PublishedBallot Ballot)> _names;

    /// <summary>The speakers of a page: models by their names, and by the beginning of a name where only one has it.</summary>
    public Speakers(IReadOnlyList<PublishedBallot> ballots)
    {
        var models = ballots.DistinctBy(b => b.Model, StringComparer.OrdinalIgnoreCase).ToList();
        var whole = models.Select(b => (Name: b.Model, Ballot: b));
        var shortened = models.SelectMany(b => Beginnings(b.Model).Select(n => (Name: n, Ballot: b)))
            .GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() == 1 && !models.Exists(m => m.Model.Equals(g.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(g => g.First());
        _names = [.. whole.Concat(shortened).Where(n => n.Name.Length > 1).OrderByDescending(n => n.Name.Length)];
    }

    /// <summary>Where speakers are named in a text; the longest name at a place counts.</summary>
    public IReadOnlyList<(int Start, int End, PublishedBallot Ballot)> In(string text)
    {
        List<(int Start, int End, PublishedBallot Ballot)> found = [];
        foreach (var (name, ballot) in _names)
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                var end = at + name.Length;
                if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))
                    && !found.Exists(f => f.Start < end && at < f.End))
                {
                    found.Add((at, end, ballot));
                }
            }
        }

        return [.. found.OrderBy(f => f.Start)];
    }

    /// <summary>
    /// The speaker of the quotation between two places of a sentence, and whether the sentence says so plainly; null where it names none, or several
    /// of whom it could be any.
    /// </summary>
    public (PublishedBallot? Ballot, bool Plainly) Of(string sentence, int start, int end)
    {
        var named = In(sentence).Where(n => n.End <= start || n.Start >= end).ToList();
        var after = named.Find(n => n.Start >= end);
        if (after.Ballot is not null && After().IsMatch(sentence[end..after.Start]))
        {
            return (after.Ballot, true);
        }

        var before = named.FindLast(n => n.End <= start);
        if (before.Ballot is null)
        {
            return after.Ballot is null || named.DistinctBy(n => n.Ballot.Model, StringComparer.Ordinal).Count() > 1 ? (null, false) : (after.Ballot, false);
        }

        var between = sentence[before.End..(start - 1)];
        var plain = Before().IsMatch(between) && !Others().IsMatch(between);
        return plain || named.DistinctBy(n => n.Ballot.Model, StringComparer.Ordinal).Count() == 1 ? (before.Ballot, plain) : (null, false);
    }

    private static IEnumerable<string> Beginnings(string name)
    {
        var words = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
        {
            var beginning = name[..(name.IndexOf(words[i], words.Take(i).Sum(w => w.Length), StringComparison.Ordinal))].TrimEnd(' ', '-');
            if (beginning.Length >= 3 && beginning.Any(char.IsLetter))
            {
                yield return beginning;
            }
        }
    }

    /// <summary>Between a quotation and its speaker: "…" — Name, "…" (Name), "…", said Name, "…", as Name put it.</summary>
    [GeneratedRegex(
        """^["”“»'’]?[\s,.]*(?:[—–-]\s*|\(\s*(?:by\s+)?|(?:said|says|wrote|writes|argue[ds]|note[ds]|add(?:s|ed)|as|according\s+to|by|from|of"""
            + """|in\s+the\s+words\s+of|(?:argument|claim|point|words|phrase|view|case)\s+(?:of|by|from))\s+)$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex After();

    /// <summary>Between a speaker and a quotation that is plainly that speaker's.</summary>
    [GeneratedRegex(
        """^\s*(?:\([^)]*\)\s*)?(?:['’]s\b.*|:.*|,?\s*(?:who\s+|also\s+|then\s+|even\s+|rightly\s+|simply\s+|clearly\s+|explicitly\s+)*(?:said|says|say"""
            + """|saying|argu\w+|not(?:ed|es|ing)|writ\w+|wrote|stat\w+|claim\w*|point\w*|insist\w*|warn\w*|emphasi\w+|stress\w*|call\w*|cit\w+|ask\w*"""
            + """|add\w*|observ\w+|conclud\w+|put|puts|describ\w+|maintain\w*|held|holds|answered|answers|voted|remark\w*|contend\w*|suggest\w*|propos\w+"""
            + """|highlight\w*|told|tells)\b.*|\s*)$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Before();

    /// <summary>Words after which a quotation may be another's.</summary>
    [GeneratedRegex(
        """\b(?:against|reject\w*|dismiss\w*|rebut\w*|respond\w*|reply\w*|replied|counter\w*|others?|another|who\s+had|unlike|disput\w+|quot\w+"""
            + """|credit\w*)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Others();
}
