using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
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
        var service = new TokenService(invocation.Workspace);
        var tokens = service.Tokens;
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(TokenService.Json(tokens)));
            return ExitCode.Ok;
        }

        foreach (var token in tokens)
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{token.Name}: {token.Role.ToString().ToLowerInvariant()}, since {token.Made:yyyy-MM-dd}"));
        }

        if (tokens.Count == 0)
        {
            await invocation.Out.WriteLineAsync(service.IsClosed
                ? $"There are no tokens any more: the site refuses everybody. {Reopen(service)}"
                : "There are no tokens: whoever sits at this computer may do everything, and nobody else can come.");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> AddAsync(Invocation invocation, CancellationToken cancellation)
    {
        var role = Roles.Parse(invocation.Parse.GetValue(_role)!, "--role");
        var (text, token) = new TokenService(invocation.Workspace).Add(invocation.Parse.GetRequiredValue(_name), role);
        if (invocation.Json)
        {
            var json = token.Json();
            json["token"] = text;
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(text);
        await invocation.Error.WriteLineAsync(
            $"This is {token.Name}'s token; it is not shown again. From now on everybody needs one, at this computer too.");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(_name);
        var service = new TokenService(invocation.Workspace);
        var removed = service.Remove(name);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["name"] = name, ["removed"] = removed })
            : $"{name} needs a new token to come back.");
        if (service.IsClosed)
        {
            await invocation.Error.WriteLineAsync($"roundtable: That was the last token: the site refuses everybody now. {Reopen(service)}");
        }

        return ExitCode.Ok;
    }

    private static string Reopen(TokenService service) =>
        $"'roundtable tokens add NAME' lets somebody in; deleting {service.Location} lets whoever sits at this computer do everything again.";
}
