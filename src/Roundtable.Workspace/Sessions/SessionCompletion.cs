using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Sessions;

/// <summary>The events by which sessions of either kind tell that they are complete.</summary>
public static class SessionCompletion
{
    /// <summary>The complete session that an event tells of; null where it tells of something else.</summary>
    public static SessionDocument? Of(SessionEvent e) => e switch
    {
        SessionEvent.Finished finished => finished.Session,
        SessionEvent.FusedFinished finished => finished.Session,
        _ => null,
    };

    /// <summary>The event of a complete session, for whoever asks when it was over.</summary>
    public static SessionEvent Event(SessionDocument document) =>
        document is FusedSession fused ? new SessionEvent.FusedFinished(fused) : new SessionEvent.Finished((Session)document);
}
