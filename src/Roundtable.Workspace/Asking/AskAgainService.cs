using System.Collections.Concurrent;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>Asks absent seats of finished sessions again for callers of the site, the API and MCP.</summary>
public sealed class AskAgainService(SessionLibrary sessions, SharedLog shared, CallerLimits limits, WorkspaceContext workspace)
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    /// <summary>Asks the seat; the session as it now is, or why the seat is not asked.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="seat">Number of the seat.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="WorkspaceException">When the model is not connected, or gives no answer again.</exception>
    public async Task<AskAgainResult> TryAsync(string id, int seat, Caller caller, CancellationToken cancellation)
    {
        var store = await sessions.OpenStoreAsync(cancellation);
        if (store.TryRead(id) is not { } document)
        {
            return new AskAgainResult.NoSession();
        }

        if (document is not Session session)
        {
            return new AskAgainResult.NotNow(VotesOnly.Problem(document, AskingAgain.Done));
        }

        if (AskingAgain.Problem(session, seat) is { } problem)
        {
            return new AskAgainResult.NotNow(problem);
        }

        if (!_asked.TryAdd(id, true))
        {
            return new AskAgainResult.NotNow($"A seat of session {id} is being asked again already: wait until it has answered.");
        }

        try
        {
            if (limits.RefusalToAskAgain(caller, id, session.Panel[seat - 1].Model) is { } refusal)
            {
                return new AskAgainResult.Refused(refusal);
            }

            await using var use = await shared.OpenAsync(cancellation);
            return new AskAgainResult.Answered(await LateAnswers.AskAsync(workspace, use.Log, store, session, seat, cancellation));
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }
}
