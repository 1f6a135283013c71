using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>Answers of seats that were absent when their session ended.</summary>
public static class LateAnswers
{
    /// <summary>Asks a seat that was absent in a session's last round once more, counts again, and keeps both on the log.</summary>
    /// <param name="workspace">The data directory, its models and its clock.</param>
    /// <param name="log">Where the answer is recorded.</param>
    /// <param name="store">The session files.</param>
    /// <param name="session">The finished session.</param>
    /// <param name="seat">Number of the seat.</param>
    /// <param name="cancellation">Stops asking; what was answered before stays on the log.</param>
    /// <returns>The session as it now is, its independence measured as of now.</returns>
    /// <exception cref="WorkspaceException">When the seat was not absent, its model is not connected, or it gives no answer again.</exception>
    public static async Task<Session> AskAsync(
        WorkspaceContext workspace, RecordLog log, SessionStore store, Session session, int seat, CancellationToken cancellation)
    {
        AskingAgain.Check(session, seat);
        var plan = new SessionPlan(session.Id, session.Opened, session.Question, session.Panel, session.Moderator, session.Settings);
        var seated = await Seating.SeatAgainAsync(workspace, plan, seat, cancellation);
        var journal = await CallJournal.LoadAsync(log, session.Id, cancellation);
        var deliberator = new Deliberator(log, workspace.Time) { Estimate = await PromptEstimates.ForAsync(log, plan, journal, cancellation) };
        var late = await deliberator.AskLaterAsync(session, seated, journal, cancellation);
        if (late.Ballots.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.Unavailable, $"Seat {seat} was asked again and is absent still: {late.Failure}");
        }

        // It took a while: another seat may have answered since, a position may have been regrouped, or the session erased.
        var found = store.TryRead(session.Id) ?? throw new WorkspaceException(ErrorKind.NotFound, $"Session {session.Id} was deleted meanwhile.");
        var current = VotesOnly.Of(found, AskingAgain.Done);
        AskingAgain.Check(current, seat);
        var after = AskingAgain.Add(current, seat, late, workspace.Time.GetUtcNow());
        var measured = await SharedVotes.MeasuredAsync([after], workspace, CancellationToken.None);
        await store.SaveAsync(log, measured[0], CancellationToken.None);
        return measured[0];
    }
}
