namespace Roundtable.Workspace.Access;

/// <summary>Roles by name.</summary>
public static class Roles
{
    /// <summary>Reads a role that can be given.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="option">What is said to be one of the roles, for the error.</param>
    /// <exception cref="WorkspaceException">When there is none of that name.</exception>
    public static Role Parse(string name, string option) => name.ToLowerInvariant() switch
    {
        "caller" => Role.Caller,
        "reader" => Role.Reader,
        "asker" => Role.Asker,
        "admin" => Role.Admin,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} is one of caller, reader, asker and admin, not '{name}'."),
    };
}
