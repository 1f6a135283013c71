namespace Roundtable.Deliberation.Questions;

/// <summary>Rewrites "Which database should we use?" as "Should we use &lt;one database&gt;?".</summary>
internal static class YesNoRewrite
{
    /// <summary>The rewritten question with a gap to fill in, or null where word order does not determine it.</summary>
    public static string? Of(AskedSentence which)
    {
        // Text after a comma ("and why") is not part of the rewritten question.
        var words = AskedSentence.Words(which.Text.Split([',', ';', ':', '–', '—'])[0]).ToList();
        if (words.Count > 0 && words[0].Split('\'') is [var asks, "s"])
        {
            words[0] = asks;
            words.Insert(1, "is");
        }

        var preposition = words.Count > 1 && QuestionVocabulary.Prepositions.Contains(words[0]) ? words[0].ToLowerInvariant() : null;
        var asking = preposition is null ? 0 : 1;
        var auxiliary = words.FindIndex(Math.Min(asking + 1, words.Count), QuestionVocabulary.Auxiliary.Contains);
        if (auxiliary < 0 || auxiliary + 1 >= words.Count)
        {
            return null;
        }

        var noun = words[(asking + 1)..auxiliary];
        var rest = words[(auxiliary + 1)..];
        var gap = Gap(which.Asks, noun, preposition);
        return AsksForSubject(which.Asks, preposition, words[auxiliary], rest) switch
        {
            true => $"{Capital(words[auxiliary])} {gap} {string.Join(' ', rest)}?",
            false => $"{Capital(words[auxiliary])} {string.Join(' ', rest)} {gap}?",
            null => null,
        };
    }

    private static bool? AsksForSubject(string asks, string? preposition, string auxiliary, List<string> rest)
    {
        var hasSubject = QuestionVocabulary.Pronouns.Contains(rest[0]) || QuestionVocabulary.Determiners.Contains(rest[0]);
        if (preposition is not null || asks is "how" or "why" or "when" or "where" or "whom" || QuestionVocabulary.Do.Contains(auxiliary))
        {
            return false;
        }

        if (QuestionVocabulary.Be.Contains(auxiliary))
        {
            return !(hasSubject && rest[^1].EndsWith("ing", StringComparison.OrdinalIgnoreCase));
        }

        // "Which database should developers use" and "Which database should replace ours" have the same order.
        return hasSubject ? false : asks is "who" ? true : null;
    }

    private static string Gap(string asks, List<string> noun, string? preposition)
    {
        var name = string.Join(' ', noun);
        var gap = (asks, noun) switch
        {
            ("how", []) => "by <one way>",
            ("how", ["many", .. var counted]) => $"<a number of> {string.Join(' ', counted)}".TrimEnd(),
            ("how", ["much", .. var measured]) => $"<an amount of> {string.Join(' ', measured)}".TrimEnd(),
            ("how", _) => $"<this {name}>",
            ("where", _) => "in <one place>",
            ("when", _) => "on <one date>",
            ("why", _) => "because of <one reason>",
            ("who" or "whom", []) => "<one person>",
            ("whose", _) => $"<one person's> {name}".TrimEnd(),
            (_, []) => "<one candidate>",
            _ => IsPlural(noun[^1]) ? $"<these {name}>" : $"<one {name}>",
        };
        return preposition is null ? gap : $"{preposition} {gap}";
    }

    private static bool IsPlural(string noun) =>
        noun.Length > 3 && noun.EndsWith('s') && noun[^2] is not ('s' or 'u' or 'i');

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
