using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Live;

/// <summary>The right to run a session, and to tell of it.</summary>
public interface ILiveClaim : IAsyncDisposable
{
    /// <summary>Is cancelled when somebody asks the session to stop.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Is cancelled when the right was lost, as with the connection to the database.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Tells those who watch.</summary>
    public Task TellAsync(IReadOnlyList<SessionEvent> events, CancellationToken cancellation);
}
