using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>What stands between a page's title and its ballots.</summary>
/// <param name="Question">The question; empty where there is none.</param>
/// <param name="Result">The result line, or null.</param>
/// <param name="Answer">The panel's answer to an open question, or null.</param>
/// <param name="Options">The options as listed.</param>
/// <param name="Others">Lines that are none of these.</param>
/// <param name="Strays">Votes under no model's name.</param>
internal sealed record PageHead(
    string Question,
    ClaimedResult? Result,
    ClaimedAnswer? Answer,
    IReadOnlyList<ClaimedOption> Options,
    IReadOnlyList<TextLine> Others,
    IReadOnlyList<StrayVote> Strays)
{
    /// <summary>Reads it.</summary>
    /// <param name="lines">The lines after the title and before the ballots.</param>
    /// <param name="open">Whether the question is open.</param>
    public static PageHead Read(List<TextLine> lines, bool open)
    {
        var resultAt = Index(lines, l => TranscriptLines.Result(l) is not null);
        var headingAt = Index(lines, l => TranscriptLines.IsHeading(l, "Options"));
        var answerAt = open && lines.FindLastIndex(l => TranscriptLines.Vote(l) is { IsAnswer: true }) is var last and >= 0 ? last : lines.Count;
        var countedAt = headingAt < lines.Count || open ? lines.Count : Index(lines, OptionLines.IsCounted);
        var questionEnd = Math.Min(Math.Min(resultAt, headingAt), Math.Min(answerAt, countedAt));
        var question = lines[..questionEnd].FindAll(l => !StatementReader.Covers(l.Plain));
        if (question.Count == 0 && questionEnd > 0)
        {
            question = lines[..1]; // Even a question may sound like a result.
        }

        List<TextLine> rest = [.. lines[..questionEnd].Except(question), .. lines[questionEnd..]];
        var result = resultAt < lines.Count ? TranscriptLines.Result(lines[resultAt]) : null;
        var answer = answerAt < lines.Count ? TranscriptLines.Answer(lines[answerAt], TranscriptLines.Vote(lines[answerAt])!.Value.Choice) : null;
        var plain = rest.FindAll(l =>
            l.Number != result?.Line && l.Number != answer?.Line && !TranscriptLines.IsHeading(l, "Options")
                && TranscriptLines.Vote(l) is null && !StatementReader.Covers(l.Plain));
        var headed = headingAt < lines.Count;
        var (options, _) = open ? ([], plain) : OptionLines.Read(headed ? plain.FindAll(l => l.Number > lines[headingAt].Number) : plain, headed);
        var taken = options.Select(o => o.Line).ToHashSet();
        return new PageHead(
            string.Join(' ', question.Select(l => l.Text)),
            result,
            answer,
            options,
            [.. rest.Where(l => l.Number != result?.Line && l.Number != answer?.Line && !taken.Contains(l.Number) && !TranscriptLines.IsHeading(l, "Options")
                && !TranscriptLines.IsResponses(l) && TranscriptLines.Vote(l) is null && !IsCountOf(l, options))],
            [.. rest.Where(l => l.Number != answer?.Line && TranscriptLines.Vote(l) is not null).Select(l => new StrayVote(l))]);
    }

    /// <summary>Whether a line is the count of the option in the line before it.</summary>
    private static bool IsCountOf(TextLine line, IReadOnlyList<ClaimedOption> options) =>
        options.Any(o => o.Votes is not null && o.Line < line.Number) && OptionLines.IsBareCount(line);

    /// <summary>Index of the first line of that kind; where there is none, the end.</summary>
    private static int Index(List<TextLine> lines, Predicate<TextLine> isIt) => lines.FindIndex(isIt) is var at and >= 0 ? at : lines.Count;
}
