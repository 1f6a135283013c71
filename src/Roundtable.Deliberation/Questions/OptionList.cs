using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Questions;

/// <summary>The options that a section lists.</summary>
/// <param name="Options">Their texts, without bullets or numbers.</param>
/// <param name="Rest">Paragraphs around the list.</param>
internal sealed partial record OptionList(IReadOnlyList<string> Options, IReadOnlyList<string> Rest)
{
    public static OptionList In(IReadOnlyList<string> lines)
    {
        if (!lines.Any(l => Item().IsMatch(l)))
        {
            return new([.. lines.Select(l => l.Trim()).Where(l => l.Length > 0)], []);
        }

        var options = new List<string>();
        var rest = new List<string>();
        List<string>? at = null;
        foreach (var line in lines)
        {
            if (Item().Match(line) is { Success: true } item)
            {
                options.Add(item.Groups["text"].Value.Trim());
                at = options;
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                at = null;
            }
            else if (at is not null || (options.Count > 0 && char.IsWhiteSpace(line[0])))
            {
                // A line that continues the item or the paragraph above it.
                at ??= options;
                at[^1] = $"{at[^1]} {line.Trim()}";
            }
            else
            {
                rest.Add(line.Trim());
                at = rest;
            }
        }

        return new(options, rest);
    }

    [GeneratedRegex(
        @"^ {0,3}(?:[-*+]|\d{1,9}[.)]|[A-Za-z][.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?(?<text>.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
