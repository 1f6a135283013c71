using System.Globalization;
using System.Text;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>
/// Finds what speaks of agreement in a sentence, or of how many say something: the program says that, and nobody else. The list is maintained by language in
/// <c>agreement-phrases.txt</c>. It is no understanding of language: who looks for a way round it finds one, which is why a sentence also shows the spans
/// that it rests on and the program's own count.
/// </summary>
internal static class AgreementPhrases
{
    private const int MaxWordsBetween = 3, MaxCharactersBetween = 8;

    /// <summary>Languages that are written without spaces between words.</summary>
    private static readonly string[] _unspaced = ["ja", "zh"];

    private static readonly Lazy<Dictionary<string, List<Phrase>>> _phrases = new(Read);

    /// <summary>The languages of the list, by ISO 639-1 code.</summary>
    public static IReadOnlyCollection<string> Languages => _phrases.Value.Keys;

    /// <summary>How the first such phrase begins, folded as it is compared; null where there is none.</summary>
    public static string? In(string text)
    {
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

    /// <summary>The words of a folded text.</summary>
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
                words.Add(folded[start..i]);
                start = -1;
            }
        }

        return [.. words];
    }

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
