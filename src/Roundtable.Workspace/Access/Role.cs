namespace Roundtable.Workspace.Access;

/// <summary>What a caller of the site may do; each may do what those before it may, but that calling models is for those who may spend money.</summary>
public enum Role
{
    /// <summary>Nothing but see what was shared publicly.</summary>
    Anonymous,

    /// <summary>Call models through the gateway, which costs money, and see its own calls and what they cost; nothing else.</summary>
    Caller,

    /// <summary>Read sessions, models and the log.</summary>
    Reader,

    /// <summary>Begin and stop sessions and call models through the gateway, which costs money.</summary>
    Asker,

    /// <summary>Delete and share sessions; make, change and revoke keys; see everybody's calls.</summary>
    Admin,
}
