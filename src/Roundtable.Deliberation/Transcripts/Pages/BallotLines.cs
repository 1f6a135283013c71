using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>Where the ballots of a page stand, and what they are.</summary>
/// <param name="Start">The first line that belongs to them, their heading included: what is before is the head.</param>
/// <param name="End">The first line after them.</param>
/// <param name="Ballots">The ballots, in the order of the page.</param>
/// <param name="Strays">Votes among them that stand under no model's name.</param>
/// <param name="Earlier">Ballots of earlier rounds, where the page shows several: those of the last round are the page's ballots.</param>
internal sealed record BallotLines(
    int Start, int End, IReadOnlyList<PublishedBallot> Ballots, IReadOnlyList<StrayVote> Strays, IReadOnlyList<PublishedBallot> Earlier)
{
    /// <summary>Finds the ballots of a page: lines with a model's name, each followed by its vote.</summary>
    /// <param name="body">The lines after the title.</param>
    /// <param name="open">Whether the question is open, so that ballots are answers.</param>
    /// <param name="debate">Whether the page is a debate, which has several rounds.</param>
    public static BallotLines Read(List<TextLine> body, bool open, bool debate)
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
            return new BallotLines(end, end, [], [], []);
        }

        end = Closing(body, votes[^1].Vote, end, weak: end == body.Count || !TranscriptLines.IsHeading(body[end], "Final Summary"));
        List<int> marks = [.. Enumerable.Range(from, end - from).Where(i => TranscriptLines.IsRound(body[i]))];
        List<PublishedBallot> ballots = [];
        for (var i = 0; i < votes.Count; i++)
        {
            var next = i + 1 < votes.Count ? votes[i + 1].Name : end;
            var mark = i + 1 < votes.Count ? marks.Find(m => m > votes[i].Vote && m < next) : 0;
            ballots.Add(Ballot(body, votes[i], mark > 0 ? mark : next));
        }

        var last = LastRound(ballots, votes, marks, debate);
        var earlier = ballots[..last];
        List<PublishedBallot> final =
        [
            .. ballots[last..].Select(b => b with
            {
                Earlier = string.Join(
                    "\n\n",
                    earlier.Where(e => Name.Key(e.Model) == Name.Key(b.Model)).Select(e => $"{e.Choice}\n{e.Reasoning}")),
            }),
        ];
        var counted = votes.Select(v => v.Vote).ToHashSet();
        var start = heading >= 0 ? heading : marks.Find(m => m < votes[0].Name) is > 0 and var opening ? opening : votes[0].Name;
        return new BallotLines(
            start,
            end,
            final,
            [.. Enumerable.Range(start, votes[0].Name - start)
                .Where(i => TranscriptLines.Vote(body[i]) is not null && !counted.Contains(i))
                .Select(i => new StrayVote(body[i]))],
            earlier);
    }

    /// <summary>
    /// Where the ballots of the last round begin: after the last heading of a round, or in a debate where the same models speak again in blocks. Where models
    /// of an earlier part are missing in the last one, it is no round of all, and 0 is given.
    /// </summary>
    private static int LastRound(List<PublishedBallot> ballots, List<(int Name, int Vote)> votes, List<int> marks, bool debate)
    {
        for (var m = marks.Count - 1; m >= 0; m--)
        {
            var at = votes.FindIndex(v => v.Name > marks[m]);
            if (at > 0)
            {
                return HoldsAll(at) ? at : 0;
            }
        }

        var models = Models(ballots).Count();
        return debate && models > 1 && ballots.Count > models && ballots.Count % models == 0
            && ballots.Chunk(models).All(c => Models(c).Count() == models)
                ? ballots.Count - models
                : 0;

        bool HoldsAll(int from) => !Models(ballots[..from]).Except(Models(ballots[from..]), StringComparer.Ordinal).Any();

        static IEnumerable<string> Models(IEnumerable<PublishedBallot> some) => some.Select(b => Name.Key(b.Model)).Distinct(StringComparer.Ordinal);
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
