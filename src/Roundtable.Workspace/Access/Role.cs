namespace Roundtable.Workspace.Access;

/// <summary>What a caller of the site may do; each may do what those before it may.</summary>
public enum Role
{
    /// <summary>Nothing but see what was shared publicly.</summary>
    Anonymous,

    /// <summary>Read sessions, models and the log.</summary>
    Reader,

    /// <summary>Begin and stop sessions, which costs money.</summary>
    Asker,

    /// <summary>Delete and share sessions.</summary>
    Admin,
}
