using Roundtable.Deliberation.Sessions;

namespace Roundtable.Cli.Ask;

/// <summary>Tells of a session as it happens; this one tells nothing.</summary>
internal class SessionWatcher : IDisposable
{
    /// <summary>Whether it wants to hear of answers while they arrive.</summary>
    public virtual bool FollowsAnswers => false;

    /// <summary>Tells of one event.</summary>
    public virtual void Show(SessionEvent e)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes away what must not stay.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
