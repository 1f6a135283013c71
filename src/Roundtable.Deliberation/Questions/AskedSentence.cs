using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Questions;

/// <summary>One sentence of a question's text, and what kind of answer it asks for.</summary>
/// <param name="Kind">The kind of answer.</param>
/// <param name="Asks">The question word in lower case, such as <c>which</c>; empty where there is none.</param>
/// <param name="Text">The sentence from where the question begins, without its question mark.</param>
internal sealed partial record AskedSentence(AskedKind Kind, string Asks, string Text)
{
    /// <summary>The sentences that end in a question mark; where none does, the first sentence.</summary>
    public static IReadOnlyList<AskedSentence> AllIn(string text)
    {
        var sentences = Sentences(text.Replace('’', '\'').ReplaceLineEndings("\n")).Where(s => Words(s).Count > 0).ToList();
        var asked = sentences.Where(s => s.EndsWith('?')).ToList();
        return [.. (asked.Count > 0 ? asked : sentences.Take(1)).Select(Read)];
    }

    /// <summary>The words of a text, without the punctuation around them.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim(Marks)).Where(w => w.Length > 0)];

    private static readonly char[] Marks = [.. ",;:.!?\"“”'()[]*_`#>–—-"];

    private static AskedSentence Read(string sentence)
    {
        var text = Aside().Replace(sentence.TrimEnd('?', '!', '.', ' ', '*', '_'), " ");
        AskedSentence? which = null;
        var opening = true;
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOfAny([',', ';', ':', '–', '—'], start);
            var clause = text[start..(end < 0 ? text.Length : end)];
            var words = Words(clause).SkipWhile(QuestionVocabulary.LeadIn.Contains).ToList();
            if (words.Count > 0 && QuestionVocabulary.Auxiliary.Contains(words[0]))
            {
                var asked = From(words[0], text, start);
                return new(Alternatives.In(asked).Count > 0 ? AskedKind.Alternatives : AskedKind.YesNo, "", asked);
            }

            if (which is null && opening && AskingWord(words) is { } asking)
            {
                which = new(AskedKind.Which, asking, From(words[0], text, start));
                if (IsInverted(words))
                {
                    return which;
                }
            }

            // After "Rust, " a "which" describes; after "Given the budget, " or a colon it asks.
            opening = end >= 0 && (text[end] is not ',' || (start == 0 && words.Count > 0 && QuestionVocabulary.Opening.Contains(words[0])));
            start = end < 0 ? text.Length : end + 1;
        }

        return which ?? Bare(text);
    }

    // "Postgres or MySQL" is a question without a verb.
    private static AskedSentence Bare(string text) =>
        Words(text).Count <= 8 && Alternatives.In(text).Count > 1 ? new(AskedKind.Alternatives, "", text) : new(AskedKind.Other, "", text);

    private static string From(string word, string text, int start) => text[text.IndexOf(word, start, StringComparison.Ordinal)..].Trim();

    private static string? AskingWord(List<string> words)
    {
        if (words.Count < 2)
        {
            return words.Count == 1 && QuestionVocabulary.Asking.Contains(words[0]) ? words[0].ToLowerInvariant() : null;
        }

        var at = QuestionVocabulary.Prepositions.Contains(words[0]) ? 1 : 0;
        var asking = words[at].ToLowerInvariant();
        if (!QuestionVocabulary.Asking.Contains(asking))
        {
            return null;
        }

        var next = words.ElementAtOrDefault(at + 1)?.ToLowerInvariant() ?? "";
        return (asking, next) switch
        {
            // "What if we…", "Why not…" put a proposal, which yes and no can answer.
            ("what" or "how", "if" or "about") or ("why", "not") or ("how", "come") => null,

            // "When users leave" sets the scene; "when should we" asks.
            ("when", _) when !QuestionVocabulary.Auxiliary.Contains(next) && next is not ("exactly" or "in" or "next") => null,
            _ => asking.Split('\'')[0],
        };
    }

    // A question word and then an auxiliary before its subject: the clause is a whole question.
    private static bool IsInverted(List<string> words)
    {
        var auxiliary = words.FindIndex(1, QuestionVocabulary.Auxiliary.Contains);
        return words[0].Contains('\'', StringComparison.Ordinal)
            || auxiliary is 1
            || (auxiliary > 1 && auxiliary + 1 < words.Count
                && (QuestionVocabulary.Pronouns.Contains(words[auxiliary + 1]) || QuestionVocabulary.Determiners.Contains(words[auxiliary + 1])));
    }

    // A full stop or question mark ends a sentence only before white space or the end, so "2.5" and "node.js" do not; an empty line does.
    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            if ((text[i] is '.' or '?' or '!' && (char.IsWhiteSpace(next) || Marks.Contains(next))) || (text[i] == '\n' && next == '\n'))
            {
                yield return text[start..(i + 1)].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }

    [GeneratedRegex(
        @"\s*,?\s*\b(?:do you think|would you say|in your opinion|in your view|please)\b\s*,?\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Aside();
}
