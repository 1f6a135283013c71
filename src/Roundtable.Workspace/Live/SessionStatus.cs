namespace Roundtable.Workspace.Live;

/// <summary>Where a session stands.</summary>
public enum SessionStatus
{
    /// <summary>A server runs it.</summary>
    Running,

    /// <summary>It was stopped before its end, and can be resumed.</summary>
    Stopped,

    /// <summary>It has its result.</summary>
    Finished,
}
