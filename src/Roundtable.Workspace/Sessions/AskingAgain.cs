using System.Globalization;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Workspace.Sessions;

/// <summary>A finished session with the ballots of a seat that was absent and answered later.</summary>
public static class AskingAgain
{
    /// <summary>What is done, for the sentence that says that it cannot be done with a session without votes.</summary>
    public const string Done = "asked for again and counted";

    /// <summary>Says what keeps a seat from being asked again.</summary>
    /// <exception cref="WorkspaceException">When the session was imported, has no such seat, or the seat was not absent in its last round.</exception>
    public static void Check(Session session, int seat)
    {
        if (Problem(session, seat) is { } problem)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, problem);
        }
    }

    /// <summary>
    /// What keeps a seat from being asked again, one sentence: the session was imported, has no such seat, or the seat was not absent in its last round;
    /// null where nothing does.
    /// </summary>
    public static string? Problem(Session session, int seat)
    {
        if (session.ImportedFrom is not null)
        {
            return $"Session {session.Id} was imported: nobody was asked here, so that nobody can be asked again.";
        }

        if (seat < 1 || seat > session.Panel.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Session {session.Id} has no seat {seat}: give a number from 1 to {session.Panel.Count}.");
        }

        if (session.Rounds[^1].Absences.Any(a => a.Seat == seat))
        {
            return null;
        }

        var absent = session.Rounds[^1].Absences.Select(a => a.Seat.ToString(CultureInfo.InvariantCulture)).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"Seat {seat} of session {session.Id} was not absent in its last round; ")
            + (absent.Count == 0 ? "no seat was." : $"absent: {string.Join(", ", absent)}.");
    }

    /// <summary>
    /// The session with the seat's ballots in its last round, counted again. The moderator's minutes spoke of a panel without it: they are left out, and
    /// the new ones quote the ballots. Its independence is assumed by model and family until it is measured.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="seat">Number of the seat.</param>
    /// <param name="late">Its ballots, at least one.</param>
    /// <param name="time">When it answered.</param>
    public static Session Add(Session session, int seat, LateBallots late, DateTimeOffset time)
    {
        var last = session.Rounds[^1];
        var round = last with
        {
            Ballots = [.. last.Ballots.Concat(late.Ballots).OrderBy(b => b.Seat).ThenBy(b => b.Sample)],
            Absences = [.. last.Absences.Where(a => a.Seat != seat)],
        };
        var grouped = session.Clusterings.LastOrDefault(c => c.Round == round.Number) ?? Clustering.ByText(last);
        return Replay.Again(session with
        {
            Format = Session.CurrentFormat,
            Rounds = [.. session.Rounds.SkipLast(1), round],
            Verdict = session.Verdict with { Independence = null }, // it was that of the votes without this seat's
            Clusterings = session.Question.IsOpen
                ? [.. session.Clusterings.Where(c => c.Round != round.Number), grouped.Joined(round, seat)]
                : session.Clusterings,
            Drafts = [],
            ModeratorFailure = session.Moderator is null
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"Seat {seat} answered after they were written."),
            Spend = session.Spend + late.Spend,
            SeatSpends = Merged(session.SeatSpends ?? [], late.SeatSpends),
            LateAnswers = [.. session.LateAnswers ?? [], new LateAnswer(seat, round.Number, time)],
        });
    }

    private static IReadOnlyList<SeatSpend> Merged(IReadOnlyList<SeatSpend> before, IReadOnlyList<SeatSpend> more) =>
        [.. before.Concat(more).GroupBy(s => s.Seat).OrderBy(g => g.Key).Select(g => g.Aggregate((a, b) => a.Plus(b)))];
}
