namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>
/// Parses published roundtable transcripts in their text form: a title line, the question, a result, options with counts,
/// each model's vote with its paragraphs, a final summary, closing lines and the strongest arguments. Bullets, blank
/// lines and whole parts may be missing, and there may be other text before and after. It throws for no text.
/// </summary>
public static class TranscriptParser
{
    /// <summary>The transcripts of a text, one for each title line; a title that is only repeated (a page's head and its heading) counts once.</summary>
    public static IReadOnlyList<Transcript> Parse(string text)
    {
        List<TextLine> lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select((l, i) => new TextLine(i + 1, Plain(l))).Where(l => l.Text.Length > 0)];
        List<int> titles = [.. Enumerable.Range(0, lines.Count).Where(i => TranscriptLines.Title(lines[i]) is not null)];
        List<Transcript> pages = [];
        for (var i = 0; i < titles.Count; i++)
        {
            var end = i + 1 < titles.Count ? titles[i + 1] : lines.Count;
            var page = Page(lines[titles[i]], lines[(titles[i] + 1)..end]);
            if (page.Ballots.Count == 0 && i + 1 < titles.Count && TranscriptLines.Title(lines[titles[i + 1]]) == TranscriptLines.Title(lines[titles[i]]))
            {
                continue;
            }

            pages.Add(page);
        }

        return pages;
    }

    private static string Plain(string line) =>
        string.Join(' ', line.Replace("\u200B", "", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Transcript Page(TextLine title, List<TextLine> body)
    {
        var (kind, models, rest) = TranscriptLines.Title(title)!.Value;
        var open = kind is TranscriptKind.OpenPoll or TranscriptKind.OpenDebate;
        var parts = BallotLines.Read(body, open, kind is TranscriptKind.Debate or TranscriptKind.OpenDebate);
        var head = PageHead.Read(body[..parts.Start], open);
        List<PageStatement> statements = [.. head.Others.Select(l => new PageStatement(l, PageSection.Head))];
        statements.AddRange(Tail(body[parts.End..]));
        return new Transcript(
            kind, title, models, rest, head.Question, head.Result, head.Answer, head.Options, parts.Ballots, statements, [.. head.Strays.Concat(parts.Strays)])
        {
            Earlier = parts.Earlier,
        };
    }

    /// <summary>The lines after the ballots: summary and closing lines, or arguments, by the last heading.</summary>
    private static IEnumerable<PageStatement> Tail(List<TextLine> lines)
    {
        var section = PageSection.Summary;
        foreach (var line in lines)
        {
            if (TranscriptLines.IsEnding(line) || TranscriptLines.IsWeakEnding(line))
            {
                section = line.Plain.Contains("argument", StringComparison.OrdinalIgnoreCase) ? PageSection.Arguments : PageSection.Summary;
            }
            else
            {
                yield return new PageStatement(line, section);
            }
        }
    }
}
