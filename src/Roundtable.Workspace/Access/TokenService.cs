using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
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

    /// <summary>When a token was used last, in UTC, to the minute; null where it was not since this is kept.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public DateTimeOffset? LastUse(AccessToken token) => _file.Uses.Last(token);

    /// <summary>Whether there are no tokens any more, so that the site refuses everybody.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public bool IsClosed => _file.AreRequired && Tokens.Count == 0;

    /// <summary>Path of the file with the tokens; without it, whoever sits at this computer may do everything.</summary>
    public string Location => _file.Location;

    /// <summary>The tokens as JSON, without themselves or their digests, each with when it was used last.</summary>
    /// <exception cref="IOException">When the files cannot be read.</exception>
    public JsonArray Json() => Document.Array(Tokens, t =>
    {
        var json = t.Json();
        json["lastUse"] = LastUse(t)?.ToString("O", CultureInfo.InvariantCulture);
        return json;
    });

    /// <summary>Makes a token without limits.</summary>
    /// <param name="name">Its owner.</param>
    /// <param name="role">What its owner may do.</param>
    /// <returns>The token's text, which is kept nowhere, and what is known of it.</returns>
    /// <exception cref="WorkspaceException">When the name is not accepted.</exception>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public (string Text, AccessToken Token) Add(string name, Role role) => Add(name, new KeyRequest { Role = role.ToString() });

    /// <summary>Makes a token.</summary>
    /// <param name="name">Its owner.</param>
    /// <param name="request">What it is limited to. Where no role is named it is caller with limits of the gateway, and reader without.</param>
    /// <returns>The token's text, which is kept nowhere, and what is known of it.</returns>
    /// <exception cref="WorkspaceException">When something is not accepted.</exception>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public (string Text, AccessToken Token) Add(string name, KeyRequest request)
    {
        var owner = name.Trim();
        if (owner.Length is 0 or > MaxName || owner.Any(char.IsControl))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"A token's owner has a name of up to {MaxName} characters, without control characters.")
            {
                Field = nameof(name),
            };
        }

        var now = workspace.Time.GetUtcNow();
        var (text, fresh) = AccessToken.New(owner, Role.Caller, now);
        var token = request.Apply(fresh, now);
        if (request.Role is null && token.Limits == KeyLimits.None)
        {
            token = token with { Role = Role.Reader };
        }

        _file.Update(tokens => [.. tokens, token]);
        return (text, token);
    }

    /// <summary>
    /// Changes what a token is for and limited to. The text of the token stays as it is, and who has it sees the change with the next request.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">What is to be different.</param>
    /// <returns>The token as it is now.</returns>
    /// <exception cref="WorkspaceException">When there is none of that id, or something is not accepted.</exception>
    /// <exception cref="IOException">When the file cannot be written; the token stays as it was.</exception>
    public AccessToken Change(string id, KeyRequest request)
    {
        AccessToken? changed = null;
        _file.Update(tokens =>
        {
            changed = request.Apply(tokens.FirstOrDefault(t => t.Id == id) ?? throw Unknown(id), workspace.Time.GetUtcNow());
            return tokens.Select(t => t.Id == id ? changed : t);
        });
        return changed!;
    }

    /// <summary>Signs out all browsers that signed in with the token of an id, or with any of an owner. The tokens themselves still hold.</summary>
    /// <param name="name">The id, or the owner's name.</param>
    /// <returns>How many browsers there were.</returns>
    /// <exception cref="WorkspaceException">When there is no token of that name.</exception>
    /// <exception cref="IOException">When the file cannot be written; they are still signed in.</exception>
    public int SignOut(string name)
    {
        var wanted = name.Trim();
        var of = Of(Tokens, wanted);
        return of.Count > 0 ? new SignIns(workspace.DataDirectory, _file).EndAll(of) : throw Unknown(wanted);
    }

    /// <summary>Revokes the token of an id, or all tokens of an owner.</summary>
    /// <param name="name">The id, or the owner's name.</param>
    /// <returns>How many there were, at least one.</returns>
    /// <exception cref="WorkspaceException">When there is none of that name.</exception>
    /// <exception cref="IOException">When the file cannot be written; they still hold.</exception>
    public int Remove(string name)
    {
        var wanted = name.Trim();
        var removed = 0;
        _file.Update(tokens =>
        {
            var of = Of(tokens, wanted);
            removed = of.Count;
            return removed > 0 ? tokens.Except(of) : throw Unknown(wanted);
        });
        return removed;
    }

    /// <summary>An owner may be called like somebody's id: the id goes first, since it is one token alone.</summary>
    private static List<AccessToken> Of(IReadOnlyList<AccessToken> tokens, string name) =>
        tokens.Any(t => t.Id == name) ? [.. tokens.Where(t => t.Id == name)] : [.. tokens.Where(t => t.Name == name)];

    private static WorkspaceException Unknown(string name) =>
        new(ErrorKind.NotFound, $"{Neutralise.Line(name)} has no token; 'roundtable tokens' lists who has.");
}
