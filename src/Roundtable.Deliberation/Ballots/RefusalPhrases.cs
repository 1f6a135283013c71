namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Recognises a refusal in an answer without a choice by what models say when they decline, in their own words. The list is maintained by language in
/// <c>refusal-phrases.txt</c>.
/// </summary>
internal static class RefusalPhrases
{
    private const int MaxLength = 1_500;
    private const int MaxOpening = 260;

    /// <summary>By ISO 639-1 code, folded as <see cref="Fold"/> does; each stands in the first sentences of a refusal.</summary>
    private static readonly Lazy<Dictionary<string, List<string>>> _phrases = new(Read);

    /// <summary>The languages of the list, by ISO 639-1 code.</summary>
    public static IReadOnlyCollection<string> Languages => _phrases.Value.Keys;

    /// <summary>
    /// Whether <paramref name="text"/>, which holds no choice, says in its first sentences that the model declines, and is short enough to be only that.
    /// </summary>
    public static bool Recognise(string text)
    {
        var start = text.AsSpan().Trim();
        if (start.Length is 0 or > MaxLength)
        {
            return false;
        }

        var opening = Fold(start[..Math.Min(MaxOpening, start.Length)].ToString());
        return _phrases.Value.Values.Any(list => list.Exists(phrase => opening.Contains(phrase, StringComparison.Ordinal)));
    }

    private static Dictionary<string, List<string>> Read()
    {
        using var stream = typeof(RefusalPhrases).Assembly.GetManifestResourceStream("refusal-phrases.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<string, List<string>> phrases = new(StringComparer.Ordinal);
        List<string> language = [];
        while (reader.ReadLine()?.Trim() is { } line)
        {
            if (line.StartsWith('['))
            {
                phrases[line.Trim('[', ']')] = language = [];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                language.AddRange(line.Split(" + ") is [var left, var right]
                    ? left.Split(" | ").SelectMany(l => right.Split(" | ").Select(r => $"{l} {r}"))
                    : [line]);
            }
        }

        return phrases;
    }

    private static string Fold(string text) => text.Replace('\u2019', '\'').Replace('\u02BC', '\'').ToLowerInvariant();
}
