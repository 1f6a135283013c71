namespace Roundtable.Workspace.Access;

/// <summary>Roles by name.</summary>
public static class Roles
{
    /// <summary>Reads a role that can be given.</summary>
    /// <exception cref="WorkspaceException">When there is none of that name.</exception>
    public static Role Parse(string name, string option) => name.ToLowerInvariant() switch
    {
        "reader" => Role.Reader,
        "asker" => Role.Asker,
        "admin" => Role.Admin,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} is one of reader, asker and admin, not '{name}'."),
    };
}
