using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>Parses the lines that list a page's options, with or without counts, keys and bullets.</summary>
internal static partial class OptionLines
{
    /// <summary>The options, and the lines that are none.</summary>
    /// <param name="lines">The lines where options can stand.</param>
    /// <param name="headed">Whether they stand under a heading, so that a line without a count may be one too.</param>
    public static (IReadOnlyList<ClaimedOption> Options, IReadOnlyList<TextLine> Others) Read(IReadOnlyList<TextLine> lines, bool headed)
    {
        // "Window (3)" has a count only where no line says "votes" and most lines look so: else the brackets are the option's own.
        var worded = lines.Any(l => Counted(l, worded: true) is not null || BareCount().Match(l.Plain) is { Success: true });
        var words = lines.Count(l => l.Plain.Any(char.IsLetterOrDigit));
        var plain = !worded && 3 * lines.Count(l => Counted(l, worded: false) is not null) >= 2 * words;
        var anyCounted = worded || plain;
        var anyBullet = lines.Any(l => Bullet().IsMatch(l.Text) || Key().IsMatch(l.Plain));
        List<ClaimedOption> options = [];
        List<TextLine> others = [];
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (anyCounted && Counted(line, worded) is { } counted)
            {
                options.Add(counted);
            }
            else if (headed && BareCount().Match(line.Plain) is { Success: true } count && options.Count > 0 && options[^1].Votes is null)
            {
                options[^1] = options[^1] with
                {
                    Votes = TranscriptLines.Number(count.Groups["votes"]),
                    Percent = TranscriptLines.Number(count.Groups["percent"]),
                };
            }
            else if (headed && CanBeBare(line, anyBullet, anyCounted && !(i + 1 < lines.Count && IsBareCount(lines[i + 1]))))
            {
                var (key, text) = Keyed(WithoutBullet(line));
                options.Add(new ClaimedOption(line.Number, text, null, null, key));
            }
            else
            {
                others.Add(line);
            }
        }

        return (options.TrueForAll(o => o.Key is not null) && options.DistinctBy(o => o.Key, StringComparer.Ordinal).Count() == options.Count
            ? options
            : [.. options.Select(o => o with { Key = null })], others);
    }

    /// <summary>Whether a line is an option with the number of its votes in words, wherever it stands.</summary>
    public static bool IsCounted(TextLine line) => Bullet().IsMatch(line.Text) && Counted(line, worded: true) is not null;

    /// <summary>Whether a line is a count alone, which belongs to the option before it.</summary>
    public static bool IsBareCount(TextLine line) => BareCount().IsMatch(line.Plain);

    private static bool CanBeBare(TextLine line, bool anyBullet, bool anyCounted) =>
        Bullet().IsMatch(line.Text) || Key().IsMatch(line.Plain) || (!anyBullet && !anyCounted);

    private static ClaimedOption? Counted(TextLine line, bool worded)
    {
        var text = WithoutBullet(line);
        var match = WordedCount().Match(text);
        match = match.Success || worded ? match : PlainCount().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var (key, option) = Keyed(match.Groups["text"].Value.Trim(' ', ':', '·', '|', '-', '–', '—'));
        return option.Length == 0 ? null
            : new ClaimedOption(line.Number, option, TranscriptLines.Number(match.Groups["votes"]),
            TranscriptLines.Number(match.Groups["percent"]), key);
    }

    private static string WithoutBullet(TextLine line) => Bullet().Replace(line.Plain, "");

    /// <summary>A key is a letter or number with a sign after it and the option's own words after that.</summary>
    private static (string? Key, string Text) Keyed(string text) => Key().Match(text) is { Success: true } match
        ? (match.Groups["key"].Value, match.Groups["text"].Value.Trim())
        : (null, text.Trim());

    [GeneratedRegex("""^\s*[-*•‣◦▪]\s+""", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex("""^\s*[(\[]?(?<key>[A-Z]|[0-9]{1,2})(?:[.)\]]\s+|:\s+|\s+[–—]\s+)(?<text>\S.*)$""", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex(
        """^(?<text>.*?\S)\s*(?:[:(\[–—|,·-]\s*|\s)"""
        + """(?:(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%\s*[(,·|]?\s*)?(?<votes>[0-9]{1,5})\s*(?:/\s*[0-9]{1,5}\s*)?"""
        + """votes?\b\s*(?:[,·(|]?\s*(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%\s*\)?)?[)\]]?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex WordedCount();

    [GeneratedRegex(
        """^(?<text>.*?\S)(?:\s*[(\[]\s*(?<votes>[0-9]{1,5})(?:\s*/\s*[0-9]{1,5})?\s*[)\]]|(?:\s*[:|]"""
            + """|\s[–—-])\s+(?<votes>[0-9]{1,5})(?:\s*/\s*[0-9]{1,5})?)\s*(?:[,·(|]?\s*(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%\s*\)?)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PlainCount();

    [GeneratedRegex(
        """^\(?(?<votes>[0-9]{1,5})\s*votes?\b\s*(?:[,·(|]?\s*(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%\s*\)?)?\)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BareCount();
}
