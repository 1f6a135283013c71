using Roundtable.Workspace.Search;

namespace Roundtable.Workspace.Live;

/// <summary>Tells where sessions stand: in their files, in what servers run, and in the log.</summary>
public sealed class SessionStatuses(SessionLibrary sessions, ILiveStore live, StoppedSessions stopped)
{
    /// <summary>Where a session stands; null where there is none of that id.</summary>
    public async Task<SessionStatus?> FindAsync(string id, CancellationToken cancellation) =>
        (await sessions.OpenStoreAsync(cancellation)).Exists(id) ? SessionStatus.Finished
        : await LiveState.ReadAsync(live, id, cancellation) is { } state ? state.Stopped is null ? SessionStatus.Running : SessionStatus.Stopped
        : await stopped.StateAsync(id, cancellation) is not null ? SessionStatus.Stopped
        : null;
}
