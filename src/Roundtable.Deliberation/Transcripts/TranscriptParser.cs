namespace Roundtable.Deliberation.Transcripts;

/// <summary>
/// Parses published roundtable transcripts in their text form: a title line, the question, a result, options with counts,
/// each model's vote with its paragraphs, a final summary, a line about rounds and the strongest arguments. Bullets, blank
/// lines and whole parts may be missing, and there may be other text before and after. It throws for no text.
/// </summary>
public static class TranscriptParser
{
    /// <summary>Parses the first transcript in a text; null where there is no title line.</summary>
    public static Transcript? Parse(string text)
    {
        List<TextLine> lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select((l, i) => new TextLine(i + 1, Plain(l)))];
        var start = lines.FindIndex(l => TranscriptLines.Title(l.Text) is not null);
        if (start < 0)
        {
            return null;
        }

        var (kind, models) = TranscriptLines.Title(lines[start].Text)!.Value;
        var body = lines.Skip(start + 1).Where(l => l.Text.Length > 0).TakeWhile(l => TranscriptLines.Title(l.Text) is null).ToList();
        var summaryAt = Index(body, l => TranscriptLines.IsHeading(l.Text, "Final Summary"));
        var argumentsAt = Index(body, l => TranscriptLines.IsHeading(l.Text, "Strongest Arguments"));
        var ballotsEnd = Math.Min(summaryAt, argumentsAt);
        var votes = Enumerable.Range(0, ballotsEnd).Where(i => TranscriptLines.Vote(body[i].Text) is not null && i > 0).ToList();
        var ballotsStart = votes.Count > 0 ? votes[0] - 1 : ballotsEnd;

        var resultAt = Index(body[..ballotsStart], l => TranscriptLines.Result(l) is not null);
        var optionsAt = Index(body[..ballotsStart], l => TranscriptLines.IsHeading(l.Text, "Options"));
        var question = body[..Math.Min(ballotsStart, Math.Min(resultAt, optionsAt))].Where(l => !IsRounds(l));
        var tail = body.Skip(ballotsEnd).ToList();
        return new Transcript(
            kind,
            lines[start],
            models,
            string.Join(' ', question.Select(l => l.Text)),
            resultAt < ballotsStart ? TranscriptLines.Result(body[resultAt]) : null,
            Options(body[..ballotsStart], Math.Min(resultAt, optionsAt), optionsAt < ballotsStart),
            Ballots(body, votes, ballotsEnd),
            Section(tail, "Final Summary", "Strongest Arguments"),
            tail.Concat(body.Take(ballotsStart)).Select(TranscriptLines.Rounds).FirstOrDefault(r => r is not null),
            Section(tail, "Strongest Arguments", "Final Summary"));
    }

    private static string Plain(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Index of the first line of that kind; where there is none, the end.</summary>
    private static int Index(List<TextLine> lines, Predicate<TextLine> isIt) => lines.FindIndex(isIt) is var at and >= 0 ? at : lines.Count;

    private static bool IsRounds(TextLine line) => TranscriptLines.Rounds(line) is not null && !line.Text.EndsWith('?');

    /// <summary>After the heading every line is an option; without it only lines with a count are.</summary>
    private static IReadOnlyList<ClaimedOption> Options(List<TextLine> lines, int start, bool headed) =>
    [
        .. lines.Skip(start)
            .Where(l => TranscriptLines.Result(l) is null && !TranscriptLines.IsHeading(l.Text, "Options") && !IsRounds(l))
            .Select(l => TranscriptLines.Option(l, headed))
            .OfType<ClaimedOption>(),
    ];

    private static List<PublishedBallot> Ballots(List<TextLine> body, List<int> votes, int end)
    {
        List<PublishedBallot> ballots = [];
        for (var i = 0; i < votes.Count; i++)
        {
            var at = votes[i];
            var name = body[at - 1];
            var until = i + 1 < votes.Count ? votes[i + 1] - 1 : end;
            if (until <= at || TranscriptLines.Model(name.Text).Length == 0
                || TranscriptLines.Vote(name.Text) is not null || TranscriptLines.Result(name) is not null)
            {
                continue; // A vote without a model's name is not a ballot.
            }

            var own = body[(at + 1)..until].Where(l => !IsNote(l.Text)).ToList();
            ballots.Add(new PublishedBallot(
                body[at].Number,
                TranscriptLines.Model(name.Text),
                TranscriptLines.WithoutChange(TranscriptLines.Vote(body[at].Text)!),
                string.Join("\n\n", own.Select(l => l.Text)),
                TranscriptLines.IsChange(name.Text) || TranscriptLines.IsChange(body[at].Text) || body[(at + 1)..until].Exists(l => IsNote(l.Text))));
        }

        return ballots;
    }

    /// <summary>Whether a line is only the note that a model changed its mind.</summary>
    private static bool IsNote(string line) => TranscriptLines.IsChange(line) && TranscriptLines.WithoutChange(line).Length == 0;

    private static IReadOnlyList<TextLine> Section(List<TextLine> tail, string heading, string other)
    {
        var start = Index(tail, l => TranscriptLines.IsHeading(l.Text, heading));
        return [.. tail.Skip(start + 1).TakeWhile(l => !TranscriptLines.IsHeading(l.Text, other)).Where(l => !IsRounds(l))];
    }
}
