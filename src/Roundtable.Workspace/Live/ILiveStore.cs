namespace Roundtable.Workspace.Live;

/// <summary>
/// Where servers keep which sessions are running and what those tell: in the memory of one server, or in a database that
/// several share. What was said is in the log; this is about watching, and about who goes on when a server dies.
/// </summary>
public interface ILiveStore
{
    /// <summary>
    /// Takes the right to run a session, and remembers, so that a crash does not forget it, that it is to be run to its end;
    /// null where another server has the right.
    /// </summary>
    public Task<ILiveClaim?> BeginAsync(string session, CancellationToken cancellation);

    /// <summary>Forgets it: the session has ended, one way or another.</summary>
    public Task EndAsync(string session, CancellationToken cancellation);

    /// <summary>Erases what a session told: it was deleted, and nothing of it may be shown any more.</summary>
    public Task EraseAsync(string session, CancellationToken cancellation);

    /// <summary>The sessions that were begun and have not ended, whoever runs them.</summary>
    public Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes the right to run an unfinished session; null where it has ended, or another server has the right. It is given back with the claim's
    /// disposal, or the server's death.
    /// </summary>
    public Task<ILiveClaim?> ClaimAsync(string session, CancellationToken cancellation);

    /// <summary>
    /// What a session tells from the beginning of its last run, or after <paramref name="after"/> where that is of the same run; null where it
    /// never ran lately.
    /// </summary>
    public Task<IAsyncEnumerable<IReadOnlyList<LiveEvent>>?> WatchAsync(string session, LiveId? after, CancellationToken cancellation);

    /// <summary>
    /// Ties a caller's idempotency key to a session, once: the session and request of whoever came first, this one or an
    /// earlier one. Kept for a day at least.
    /// </summary>
    /// <param name="key">Who calls, and the key.</param>
    /// <param name="request">Digest of what is asked.</param>
    /// <param name="session">Id of the session that would be begun.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<(string Request, string Session)> RememberAsync(string key, string request, string session, CancellationToken cancellation);

    /// <summary>Forgets a key whose session was not begun after all.</summary>
    public Task ForgetAsync(string key, CancellationToken cancellation);

    /// <summary>Asks whichever server runs a session to stop.</summary>
    public Task CancelAsync(string session, CancellationToken cancellation);
}
