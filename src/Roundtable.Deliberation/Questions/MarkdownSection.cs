using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Questions;

/// <summary>A heading and the lines under it, up to the next heading of any level.</summary>
/// <param name="Heading">The heading's text, or null for the lines before the first heading.</param>
/// <param name="Marker">The heading line or lines, unchanged.</param>
/// <param name="Lines">The lines under it.</param>
internal sealed partial record MarkdownSection(string? Heading, string Marker, IReadOnlyList<string> Lines)
{
    /// <summary>The lines without the heading.</summary>
    public string Body => string.Join('\n', Lines).Trim();

    /// <summary>Heading and lines as plain text.</summary>
    public string Text => $"{Heading}\n\n{Body}".Trim();

    /// <summary>Heading and lines, unchanged.</summary>
    public string Source => $"{Marker}\n{Body}".Trim();

    /// <summary>The sections of a file. Lines before the first heading are a section of their own unless they are blank.</summary>
    public static IReadOnlyList<MarkdownSection> AllIn(string content)
    {
        var sections = new List<MarkdownSection>();
        var lines = new List<string>();
        string? heading = null;
        string marker = "", fence = "";
        foreach (var line in content.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            var mark = Fence().Match(line).Groups["mark"].Value;
            if (fence.Length > 0 || mark.Length > 0)
            {
                // A fence ends at one of the same kind that is at least as long (CommonMark).
                fence = fence.Length == 0 ? mark : mark.StartsWith(fence, StringComparison.Ordinal) ? "" : fence;
                lines.Add(line);
            }
            else if (Atx().Match(line) is { Success: true } atx)
            {
                Next(atx.Groups["text"].Value.Trim(), line);
            }
            else if (Underline().IsMatch(line) && lines.Count > 0 && lines[^1].Trim().Length > 0)
            {
                var title = lines[^1];
                lines.RemoveAt(lines.Count - 1);
                Next(title.Trim(), $"{title}\n{line}");
            }
            else if (line.Trim().Equals("Options:", StringComparison.OrdinalIgnoreCase))
            {
                Next("Options", line);
            }
            else
            {
                lines.Add(line);
            }
        }

        Next(null, "");
        return sections;

        void Next(string? nextHeading, string nextMarker)
        {
            if (heading is not null || lines.Any(l => l.Trim().Length > 0))
            {
                sections.Add(new MarkdownSection(heading, marker, [.. lines]));
            }

            (heading, marker) = (nextHeading, nextMarker);
            lines.Clear();
        }
    }

    /// <summary>Whether the heading is <paramref name="name"/>, ignoring case and a trailing colon.</summary>
    public bool IsCalled(string name) => name.Equals(Heading?.TrimEnd(':', ' '), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^ {0,3}#{1,6}(?:[ \t]+(?<text>.*?))??(?:[ \t]+#+)?[ \t]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Atx();

    [GeneratedRegex(@"^ {0,3}(?:=+|--+)[ \t]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Underline();

    [GeneratedRegex(@"^ {0,3}(?<mark>`{3,}|~{3,})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();
}
