using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>Where the ballots of a page stand, and what they are.</summary>
/// <param name="Start">The first line that belongs to them, their heading included: what is before is the head.</param>
/// <param name="End">The first line after them.</param>
/// <param name="Ballots">The ballots, in the order of the page.</param>
/// <param name="Strays">Votes among them that stand under no model's name.</param>
internal sealed record BallotLines(int Start, int End, IReadOnlyList<PublishedBallot> Ballots, IReadOnlyList<StrayVote> Strays)
{
    /// <summary>Finds the ballots of a page: lines with a model's name, each followed by its vote.</summary>
    /// <param name="body">The lines after the title.</param>
    /// <param name="open">Whether the question is open, so that ballots are answers.</param>
    public static BallotLines Read(List<TextLine> body, bool open)
    {
        var heading = body.FindIndex(TranscriptLines.IsResponses);
        var from = heading + 1;
        var end = body.FindIndex(from, TranscriptLines.IsEnding) is var at and >= 0 ? at : body.Count;
        var votes = Votes(body, from, end, headed: heading >= 0, open);
        if (votes.Count == 0 && heading >= 0)
        {
            // A heading without ballots: they may stand elsewhere.
            (heading, from) = (-1, 0);
            end = body.FindIndex(TranscriptLines.IsEnding) is var first and >= 0 ? first : body.Count;
            votes = Votes(body, from, end, headed: false, open);
        }

        if (votes.Count == 0)
        {
            return new BallotLines(end, end, [], []);
        }

        end = Closing(body, votes[^1].Vote, end, weak: end == body.Count || !TranscriptLines.IsHeading(body[end], "Final Summary"));
        List<PublishedBallot> ballots = [];
        for (var i = 0; i < votes.Count; i++)
        {
            ballots.Add(Ballot(body, votes[i], i + 1 < votes.Count ? votes[i + 1].Name : end));
        }

        var counted = votes.Select(v => v.Vote).ToHashSet();
        var start = heading >= 0 ? heading : votes[0].Name;
        return new BallotLines(
            start,
            end,
            ballots,
            [.. Enumerable.Range(start, votes[0].Name - start)
                .Where(i => TranscriptLines.Vote(body[i]) is not null && !counted.Contains(i))
                .Select(i => new StrayVote(body[i]))]);
    }

    private static List<(int Name, int Vote)> Votes(List<TextLine> body, int from, int end, bool headed, bool open)
    {
        List<(int Name, int Vote, bool IsAnswer)> found = [];
        for (var i = from + 1; i < end; i++)
        {
            if (TranscriptLines.Vote(body[i]) is not var (choice, isAnswer))
            {
                continue;
            }

            var name = i - 1 > from && TranscriptLines.IsNote(body[i - 1]) ? i - 2 : i - 1;
            var pages = found.Count == 0 && !headed && isAnswer && (name == 0 || TranscriptLines.Answer(body[i], choice).Agreement is not null);
            if (name >= from && TranscriptLines.CanBeModel(body[name]) && !pages && (found.Count == 0 || name > found[^1].Vote))
            {
                found.Add((name, i, isAnswer));
            }
        }

        // All ballots of a page use the same word; another one stands in somebody's reasoning.
        var answers = found.Exists(f => f.IsAnswer == open) ? open : !open;
        return [.. found.Where(f => f.IsAnswer == answers).Select(f => (f.Name, f.Vote))];
    }

    private static PublishedBallot Ballot(List<TextLine> body, (int Name, int Vote) at, int until)
    {
        var own = body[(at.Vote + 1)..until].FindAll(l => !TranscriptLines.IsNote(l));
        return new PublishedBallot(
            body[at.Vote].Number,
            TranscriptLines.Model(body[at.Name]),
            TranscriptLines.WithoutChange(TranscriptLines.Vote(body[at.Vote])!.Value.Choice),
            string.Join("\n\n", own.Select(l => l.Text)),
            body[at.Name..(at.Vote + 1)].Exists(TranscriptLines.IsChange) || body[(at.Vote + 1)..until].Exists(TranscriptLines.IsNote));
    }

    /// <summary>The end of the last ballot: a heading of lesser weight, or a line that can only be the page's own.</summary>
    private static int Closing(List<TextLine> body, int lastVote, int end, bool weak)
    {
        for (var i = lastVote + 1; i < end; i++)
        {
            if ((weak && TranscriptLines.IsWeakEnding(body[i])) || (i > lastVote + 1 && StatementReader.Covers(body[i].Plain)))
            {
                return i;
            }
        }

        return end;
    }
}
