using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>Gives and takes tokens, by which callers of the site are known.</summary>
/// <param name="workspace">Whose site.</param>
public sealed class TokenService(WorkspaceContext workspace)
{
    /// <summary>The longest name of a token's owner, in UTF-16 code units.</summary>
    public const int MaxName = 100;

    private readonly TokenFile _file = new(workspace.DataDirectory);

    /// <summary>The tokens, in the order in which they were made.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public IReadOnlyList<AccessToken> Tokens => _file.Tokens;

    /// <summary>Whether there are no tokens any more, so that the site refuses everybody.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public bool IsClosed => _file.AreRequired && Tokens.Count == 0;

    /// <summary>Path of the file with the tokens; without it, whoever sits at this computer may do everything.</summary>
    public string Location => _file.Location;

    /// <summary>Tokens as JSON, without themselves or their digests.</summary>
    public static JsonArray Json(IEnumerable<AccessToken> tokens) => Document.Array(tokens, t => t.Json());

    /// <summary>Makes a token.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="role">What its owner may do.</param>
    /// <returns>The token's text, which is kept nowhere, and what is known of it.</returns>
    /// <exception cref="WorkspaceException">When the name is not accepted.</exception>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public (string Text, AccessToken Token) Add(string name, Role role)
    {
        var owner = name.Trim();
        if (owner.Length is 0 or > MaxName || owner.Any(char.IsControl))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"A token's owner has a name of up to {MaxName} characters, without control characters.");
        }

        var made = AccessToken.New(owner, role, workspace.Time.GetUtcNow());
        _file.Write([.. _file.Tokens, made.Token]);
        return made;
    }

    /// <summary>Revokes somebody's tokens.</summary>
    /// <returns>How many there were, at least one.</returns>
    /// <exception cref="WorkspaceException">When there is none of that name.</exception>
    /// <exception cref="IOException">When the file cannot be written; they still hold.</exception>
    public int Remove(string name)
    {
        List<AccessToken> kept = [.. _file.Tokens.Where(t => t.Name != name.Trim())];
        var removed = _file.Tokens.Count - kept.Count;
        if (removed == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{name} has no token; 'roundtable tokens' lists who has.");
        }

        _file.Write(kept);
        return removed;
    }
}
