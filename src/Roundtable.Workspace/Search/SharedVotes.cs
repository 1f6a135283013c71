using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>What models chose blind on questions that several of them were asked: what their independence is measured on.</summary>
public static class SharedVotes
{
    /// <summary>The measure over the sessions of a data directory that are not simulated, as of now; null where the index cannot be opened.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ValueTask<IndependenceMeasure?> MeasureAsync(WorkspaceContext workspace, CancellationToken cancellation) =>
        new(Task.Run(() => Measure(workspace, cancellation), cancellation));

    /// <summary>Sessions whose verdicts were made just now, with their independence as it is measured now; as they are where it cannot be.</summary>
    /// <param name="sessions">The sessions, which are not saved yet.</param>
    /// <param name="workspace">The data directory.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<Session>> MeasuredAsync(
        IReadOnlyList<Session> sessions, WorkspaceContext workspace, CancellationToken cancellation) =>
        await MeasureAsync(workspace, cancellation) is { } measure ? [.. sessions.Select(s => Measured(s, measure))] : sessions;

    /// <summary>The measure over some sessions: closed questions, round one, each model once.</summary>
    public static IndependenceMeasure Measure(IEnumerable<SessionSummary> sessions) => new(sessions.Select(SharedChoices.Of).OfType<SharedItem>());

    private static Session Measured(Session session, IndependenceMeasure measure)
    {
        var voters = SeatChoices.Of(session, session.Rounds.Count).BySeat.Where(c => c.Value.Option is not null).Select(c => session.Panel[c.Key - 1].Model);
        return session.Simulated ? session : session with { Verdict = session.Verdict with { Independence = measure.Of([.. voters]) } };
    }

    private static IndependenceMeasure? Measure(WorkspaceContext workspace, CancellationToken cancellation)
    {
        try
        {
            using var index = SessionIndex.Open(workspace.DataDirectory);
            index.CatchUp(new SessionStore(workspace.DataDirectory, workspace.Time), () => Logs.LogAccess.TryRead(workspace), null, cancellation);
            return new IndependenceMeasure(index.SharedItems());
        }
        catch (Exception e) when (e is IOException or SqliteException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A verdict does not wait for an index that cannot be read: its independence is assumed, and says so.
            return null;
        }
    }
}
