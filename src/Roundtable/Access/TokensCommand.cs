using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Access;

/// <summary><c>roundtable tokens</c>: who may use the site from elsewhere.</summary>
internal static class TokensCommand
{
    private static readonly Argument<string> _name = new("name") { Description = "Whose token it is." };

    private static readonly Option<string> _role = new("--role")
    {
        Description = "What its owner may do: reader, asker (begins sessions, which costs money) or admin (deletes and shares them).",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "reader",
    };

    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "tokens",
        "List the tokens that the site accepts; subcommands: add, remove.",
        [
            Verb.Create("list", "List whose tokens there are.", [], ListAsync),
            Verb.Create("add", "Create a token and print it; it is shown only this once.", [_name, _role], AddAsync),
            Verb.Create("remove", "Revoke somebody's tokens.", [_name], RemoveAsync),
        ],
        ListAsync);

    private static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellation)
    {
        var tokens = new TokenFile(invocation.Workspace.DataDirectory).Tokens;
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(tokens, Json)));
            return ExitCode.Ok;
        }

        foreach (var token in tokens)
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{token.Name}: {token.Role.ToString().ToLowerInvariant()}, since {token.Made:yyyy-MM-dd}"));
        }

        if (tokens.Count == 0)
        {
            await invocation.Out.WriteLineAsync(new TokenFile(invocation.Workspace.DataDirectory) is { AreRequired: true } closed
                ? $"There are no tokens any more: the site refuses everybody. {Reopen(closed)}"
                : "There are no tokens: whoever sits at this computer may do everything, and nobody else can come.");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> AddAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetValue(_name)!.Trim();
        if (name.Length is 0 or > 100 || name.Any(char.IsControl))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A token's owner has a name of up to 100 characters.");
        }

        var file = new TokenFile(invocation.Workspace.DataDirectory);
        var (text, token) = AccessToken.New(name, Roles.Parse(invocation.Parse.GetValue(_role)!, "--role"), invocation.Workspace.Time.GetUtcNow());
        file.Write([.. file.Tokens, token]);
        if (invocation.Json)
        {
            var json = Json(token);
            json["token"] = text;
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(text);
        await invocation.Error.WriteLineAsync($"This is {name}'s token; it is not shown again. From now on everybody needs one, at this computer too.");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetValue(_name)!;
        var file = new TokenFile(invocation.Workspace.DataDirectory);
        var kept = file.Tokens.Where(t => t.Name != name).ToList();
        var removed = file.Tokens.Count - kept.Count;
        if (removed == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{name} has no token; 'roundtable tokens' lists who has.");
        }

        file.Write(kept);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["name"] = name, ["removed"] = removed })
            : $"{name} needs a new token to come back.");
        if (kept.Count == 0)
        {
            await invocation.Error.WriteLineAsync($"roundtable: That was the last token: the site refuses everybody now. {Reopen(file)}");
        }

        return ExitCode.Ok;
    }

    private static string Reopen(TokenFile file) =>
        $"'roundtable tokens add NAME' lets somebody in; deleting {file.Location} lets whoever sits at this computer do everything again.";

    private static JsonObject Json(AccessToken token) => new()
    {
        ["name"] = token.Name,
        ["role"] = token.Role.ToString().ToLowerInvariant(),
        ["made"] = token.Made.ToString("O", CultureInfo.InvariantCulture),
    };
}
