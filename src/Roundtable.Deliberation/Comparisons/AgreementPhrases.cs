using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>
/// Finds what speaks of agreement in a sentence, or of how many say something: the program says that, and nobody else. The list is maintained by language in
/// <c>agreement-phrases.txt</c>. It is no understanding of language: who looks for a way round it finds one, which is why a sentence also shows the spans
/// that it rests on and the program's own count.
/// </summary>
internal static partial class AgreementPhrases
{
    private const int MaxWordsBetween = 3, MaxCharactersBetween = 8, MinPulledApart = 4;

    /// <summary>Cyrillic and Greek letters that look like Latin ones, and those (Unicode Technical Standard 39, confusables), each folded.</summary>
    private const string LookAlikes = "\u0430\u0435\u043E\u0440\u0441\u0445\u0443\u0456\u0455\u0458\u04CF\u03BF\u03B1\u03B5\u03B9\u03C5\u03BD",
        LatinLetters = "aeopcxyisjloaeiuv";

    /// <summary>Languages that are written without spaces between words.</summary>
    private static readonly string[] _unspaced = ["ja", "zh"];

    private static readonly Lazy<Dictionary<string, List<Phrase>>> _phrases = new(Read);

    /// <summary>The languages of the list, by ISO 639-1 code.</summary>
    public static IReadOnlyCollection<string> Languages => _phrases.Value.Keys;

    /// <summary>How the first such phrase begins, folded as it is compared; null where there is none.</summary>
    public static string? In(string text)
    {
        if (First([AnswerByLetter(), Count()], text) is { } direct)
        {
            return direct;
        }

        var folded = Fold(text);
        var words = Words(folded);
        var joined = string.Concat(words);
        foreach (var phrase in _phrases.Value.Values.SelectMany(p => p))
        {
            if ((phrase.Unspaced ? phrase.InCharacters(joined) : phrase.InWords(words)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? First(ReadOnlySpan<Regex> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                return match.Value;
            }
        }

        return null;
    }

    private static Dictionary<string, List<Phrase>> Read()
    {
        using var stream = typeof(AgreementPhrases).Assembly.GetManifestResourceStream("agreement-phrases.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<string, List<Phrase>> phrases = new(StringComparer.Ordinal);
        var language = "";
        while (reader.ReadLine()?.Trim() is { } line)
        {
            if (line.StartsWith('['))
            {
                phrases[language = line.Trim('[', ']')] = [];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                var near = line.Contains(" ++ ", StringComparison.Ordinal);
                var parts = line.Split(near ? " ++ " : " + ");
                phrases[language].Add(new Phrase(
                    Alternatives(parts[0]), parts.Length > 1 ? Alternatives(parts[1]) : null, near ? 1 : MaxWordsBetween, _unspaced.Contains(language)));
            }
        }

        return phrases;
    }

    private static IReadOnlyList<Term[]> Alternatives(string list) => [.. list.Split('|').Select(a => a
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(w => w == "#" ? [new Term("", Prefix: false)] : Words(Fold(w)).Select(t => new Term(t, Prefix: w.EndsWith('*'))))
        .ToArray())];

    /// <summary>Lower case without accents, invisible characters and marks of emphasis, so that none of them hides a word.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                if (Rune.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                    && part.Value is not ('*' or '_' or '~' or '`'))
                {
                    folded.Append(Rune.ToLowerInvariant(part).ToString());
                }
            }
        }

        return folded.Replace("ß", "ss").Replace('ı', 'i').Replace('ł', 'l').ToString();
    }

    /// <summary>The words of a folded text; letters that stand apart (u n i t e d) are one.</summary>
    private static string[] Words(string folded)
    {
        List<string> words = [];
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inside = i < folded.Length && (char.IsLetterOrDigit(folded[i]) || char.IsSurrogate(folded[i]));
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add(Latin(folded[start..i]));
                start = -1;
                Join(words, atEnd: false);
            }
        }

        Join(words, atEnd: true);
        return [.. words];
    }

    /// <summary>A word of Latin letters among which letters of other scripts that look like them are hidden, in Latin letters alone.</summary>
    private static string Latin(string word) =>
        word.Any(char.IsAsciiLetter) && word.Any(c => LookAlikes.Contains(c, StringComparison.Ordinal))
            ? string.Concat(word.Select(c => LookAlikes.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? LatinLetters[at] : c))
            : word;

    /// <summary>Joins single letters at the end of the words so far, where there are enough of them to be a word that was pulled apart.</summary>
    private static void Join(List<string> words, bool atEnd)
    {
        var end = atEnd ? words.Count : words.Count - 1;
        if (end <= 0 || (!atEnd && words[^1].Length == 1))
        {
            return;
        }

        var start = end;
        while (start > 0 && words[start - 1].Length == 1 && char.IsLetter(words[start - 1][0]))
        {
            start--;
        }

        if (end - start >= MinPulledApart)
        {
            var word = string.Concat(words[start..end]);
            words.RemoveRange(start, end - start);
            words.Insert(start, word);
        }
    }

    /// <summary>An answer by the letter under which the moderator was shown it.</summary>
    [GeneratedRegex(
        @"\b(?:[Aa]nswers?|[Rr]esponses?|[Mm]odels?|[Ss]eats?|[Aa]ssistants?|[Aa]ntworte?n?|[Rr]éponses?|[Rr]espuestas?|[Rr]ispost[ae]) [A-Z]\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AnswerByLetter();

    /// <summary>A count in parentheses, such as the program writes behind a sentence.</summary>
    [GeneratedRegex(@"\(\s*\p{Nd}+\s*(?:/|of|out of|von|sur|de|di|van|из)\s*\p{Nd}+\s*\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Count();

    /// <summary>A word of a phrase: one, all that begin so, or with no text any number in digits.</summary>
    private readonly record struct Term(string Text, bool Prefix)
    {
        public bool Matches(string word) =>
            Text.Length == 0 ? word.All(char.IsDigit) : Prefix ? word.StartsWith(Text, StringComparison.Ordinal) : word == Text;
    }

    /// <summary>One of some words, and where there are others one of them after it.</summary>
    private sealed record Phrase(IReadOnlyList<Term[]> Left, IReadOnlyList<Term[]>? Right, int Between, bool Unspaced)
    {
        /// <summary>The words with which it begins in a text; null where it is not there.</summary>
        public string? InWords(string[] words)
        {
            for (var at = 0; at < words.Length; at++)
            {
                foreach (var left in Left)
                {
                    if (StartsAt(words, at, left) && (Right is null || Follows(words, at + left.Length)))
                    {
                        return string.Join(' ', words[at..(at + left.Length)]);
                    }
                }
            }

            return null;
        }

        /// <summary>The same in a text without spaces.</summary>
        public string? InCharacters(string text)
        {
            foreach (var left in Left.Select(Joined))
            {
                for (var at = text.IndexOf(left, StringComparison.Ordinal); at >= 0; at = text.IndexOf(left, at + 1, StringComparison.Ordinal))
                {
                    var after = text.AsSpan(at + left.Length);
                    foreach (var right in Right?.Select(Joined) ?? [""])
                    {
                        if (after.IndexOf(right, StringComparison.Ordinal) is >= 0 and <= MaxCharactersBetween)
                        {
                            return left;
                        }
                    }
                }
            }

            return null;
        }

        private static string Joined(Term[] terms) => string.Concat(terms.Select(t => t.Text));

        private bool Follows(string[] words, int from) =>
            Enumerable.Range(from, Between + 1).Any(at => Right!.Any(r => StartsAt(words, at, r)));

        private static bool StartsAt(string[] words, int at, Term[] terms) =>
            at + terms.Length <= words.Length && !terms.Where((t, i) => !t.Matches(words[at + i])).Any();
    }
}
