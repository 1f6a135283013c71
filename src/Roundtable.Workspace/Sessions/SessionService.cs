using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Sessions;

/// <summary>Finished sessions of a data directory: finds, checks, recounts and regroups them.</summary>
/// <param name="workspace">The data directory and its log.</param>
public sealed class SessionService(WorkspaceContext workspace)
{
    private readonly SessionStore _store = new(workspace.DataDirectory, workspace.Time);

    /// <summary>The session that a text names.</summary>
    /// <param name="id">An id, the beginning of one, or <see cref="SessionStore.Last"/>.</param>
    /// <exception cref="WorkspaceException">When there is none, or more than one, or its file is damaged.</exception>
    public SessionDocument Get(string id) => _store.Find(id) ?? throw new WorkspaceException(
        ErrorKind.NotFound,
        string.Equals(id, SessionStore.Last, StringComparison.Ordinal)
            ? $"There is no session in {workspace.DataDirectory} yet; 'roundtable ask' makes one."
            : $"There is no session '{Neutralise.Line(id)}' in {workspace.DataDirectory}; 'roundtable sessions' lists those there are.");

    /// <summary>The session that a text names, or that a file holds.</summary>
    /// <param name="idOrFile">A path, an id, the beginning of one, or <see cref="SessionStore.Last"/>.</param>
    /// <exception cref="WorkspaceException">When there is none, or the file cannot be read as one.</exception>
    public SessionDocument Read(string idOrFile)
    {
        var name = Neutralise.Line(idOrFile);
        if (!File.Exists(idOrFile))
        {
            return idOrFile.Contains('/', StringComparison.Ordinal) || idOrFile.EndsWith(".json", StringComparison.Ordinal)
                ? throw new WorkspaceException(ErrorKind.NotFound, $"There is no file '{name}'.")
                : Get(idOrFile);
        }

        try
        {
            return SessionDocumentJson.Read(File.ReadAllBytes(idOrFile));
        }
        catch (SessionFormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{name}: {Neutralise.Line(e.Message)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The file '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Makes a session's verdict and minutes again without a model, and compares every answer with the log.</summary>
    public async Task<ReplayResult> ReplayAsync(SessionDocument session, CancellationToken cancellation)
    {
        var differences = Replay.Differences(session);
        await using var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation);
        return new ReplayResult(session, differences, await Replay.AgainstLogAsync(session, log, cancellation));
    }

    /// <summary>Counts a session's last round under another rule.</summary>
    /// <exception cref="WorkspaceException">When the rule cannot be applied to it, or its ballots do not fit its question and panel.</exception>
    public static RecountResult RecountBy(RecountRule rule, Session session)
    {
        if (VerdictCount.Problem(session.Question, session.Panel, session.Rounds, session.Clusterings, session.Rules) is { } problem)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"Session {session.Id} cannot be counted. {problem}");
        }

        try
        {
            return Recount.Under(rule, session);
        }
        catch (RecountUnavailableException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"Session {session.Id} cannot be recounted by {RecountRuleName.Of(rule)}: {e.Message}", e);
        }
    }

    /// <summary>Moves a seat's position to another cluster of an open question, counts again, and keeps both on the log.</summary>
    /// <returns>The session as it now is.</returns>
    /// <exception cref="WorkspaceException">When the question is not open, the name is empty, or the seat stated no position in the last round.</exception>
    public async Task<Session> RegroupAsync(Session session, int seat, string cluster, CancellationToken cancellation)
    {
        var after = Regrouping.Move(session, seat, cluster);
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        await Regrouping.SaveAsync(after, seat, cluster, log, _store, workspace.Time, cancellation);
        return after;
    }
}
