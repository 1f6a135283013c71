namespace Roundtable.Deliberation.Minutes;

/// <summary>Splits text into sentences, each of which is a verbatim part of the text.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> _abbreviations =
        new(
            ["e.g.", "i.e.", "etc.", "vs.", "cf.", "dr.", "mr.", "mrs.", "ms.", "no.", "fig.", "st.", "u.s.", "u.k.", "approx."],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Maximum length of a sentence in characters; longer ones are truncated at a word boundary.</summary>
    private const int MaxLength = 400;

    /// <summary>The sentences of <paramref name="text"/>, trimmed, none empty.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var beforeSpace = i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]);
            var ends = text[i] is '。' or '！' or '？' or '\n'
                || (text[i] is '.' or '!' or '?' && beforeSpace && !_abbreviations.Contains(LastWord(text, start, i)));
            if (!ends)
            {
                continue;
            }

            if (Trimmed(text[start..(i + 1)]) is { Length: > 0 } sentence)
            {
                yield return sentence;
            }

            start = i + 1;
        }

        if (Trimmed(text[start..]) is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    private static string LastWord(string text, int start, int end)
    {
        var word = end;
        while (word > start && !char.IsWhiteSpace(text[word - 1]))
        {
            word--;
        }

        return text[word..(end + 1)];
    }

    private static string Trimmed(string sentence)
    {
        var trimmed = sentence.Trim();
        if (trimmed.Length <= MaxLength)
        {
            return trimmed;
        }

        var end = trimmed.LastIndexOf(' ', MaxLength);
        return trimmed[..(end > 0 ? end : MaxLength)];
    }
}
