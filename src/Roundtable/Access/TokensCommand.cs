using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Access;

/// <summary><c>roundtable tokens</c>: who may use site, API and gateway, and within which limits.</summary>
internal static class TokensCommand
{
    private const string NoneTakes = "; 'none' takes it away.";

    private static readonly Argument<string> _name = new("name") { Description = "Its owner." };

    private static readonly Argument<string> _removed = new("name") { Description = "The id of one token, or an owner whose tokens are all revoked." };

    private static readonly Argument<string> _signedOut = new("name") { Description = "The id of one token, or an owner." };

    private static readonly Argument<string> _id = new("id") { Description = "Its id, which 'roundtable tokens' lists." };

    private static readonly Option<string?> _role = new("--role")
    {
        Description = "What its owner may do: caller (calls models through the gateway, which costs money, and nothing else), reader, asker (begins sessions "
            + "and calls models) or admin (deletes and shares sessions, makes keys). (default: caller with limits of the gateway, else reader)",
        HelpName = "ROLE",
    };

    private static readonly Option<string?> _purpose = Text("--purpose", "TEXT", "What it is for" + NoneTakes);

    private static readonly Option<string?> _models = Text(
        "--models", "PATTERNS", "The models it may call at the gateway, as patterns with commas between: 'openai/gpt-5*,anthropic/*'" + NoneTakes);

    private static readonly Option<string?> _uses = Text(
        "--uses", "USES", "What its answers are for, as uses with commas between: a call is made only if each is allowed" + NoneTakes);

    private static readonly Option<string?> _day = Text("--budget-day", "USD", "Maximum cost of a day (UTC) in US dollars" + NoneTakes);

    private static readonly Option<string?> _month = Text("--budget-month", "USD", "Maximum cost of a month (UTC) in US dollars" + NoneTakes);

    private static readonly Option<string?> _rate = Text("--rate", "N", "Maximum number of requests in a minute" + NoneTakes);

    private static readonly Option<string?> _expires = Text("--expires", "DATE", "The last day (UTC) on which it is accepted, YYYY-MM-DD" + NoneTakes);

    private static readonly Option<string?> _allow = Text(
        "--allow",
        "PERMISSIONS",
        "What else it may reach at the gateway, with commas between: files, batches, fine-tuning, stored-responses, lists, unknown-paths" + NoneTakes);

    private static readonly Option<string?>[] _limits = [_purpose, _models, _uses, _day, _month, _rate, _expires, _allow];

    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "tokens",
        "List the tokens that site, API and gateway accept; subcommands: add, change, sign-out, remove.",
        [
            Verb.Create("list", "List whose tokens there are, and what limits them.", [], ListAsync),
            Verb.Create("add", "Create a token and print it; it is shown only this once.", [_name, _role, .. _limits], AddAsync),
            Verb.Create("change", "Change what a token is limited to, while it is in use.", [_id, _role, .. _limits], ChangeAsync),
            Verb.Create("sign-out", "Sign out all browsers that signed in with a token, or with any of an owner's.", [_signedOut], SignOutAsync),
            Verb.Create("remove", "Revoke a token, or all of an owner.", [_removed], RemoveAsync),
        ],
        ListAsync);

    private static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellation)
    {
        var service = new TokenService(invocation.Workspace);
        var tokens = service.Tokens;
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(service.Json()));
            return ExitCode.Ok;
        }

        foreach (var token in tokens)
        {
            await invocation.Out.WriteLineAsync(TokenText.Summary(token, invocation.Workspace.Time.GetUtcNow(), service.LastUse(token)));
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
        var (text, token) = new TokenService(invocation.Workspace).Add(invocation.Parse.GetRequiredValue(_name), Request(invocation));
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

    private static async Task<int> ChangeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var service = new TokenService(invocation.Workspace);
        var token = service.Change(invocation.Parse.GetRequiredValue(_id), Request(invocation));
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(token.Json())
            : TokenText.Summary(token, invocation.Workspace.Time.GetUtcNow(), service.LastUse(token)));
        return ExitCode.Ok;
    }

    private static async Task<int> SignOutAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(_signedOut);
        var ended = new TokenService(invocation.Workspace).SignOut(name);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["name"] = name, ["signedOut"] = ended })
            : $"{ended} signed out: the token opens the site again.");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(_removed);
        var service = new TokenService(invocation.Workspace);
        var removed = service.Remove(name);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["name"] = name, ["removed"] = removed })
            : $"{removed} revoked: {name} needs a new token to come back.");
        if (service.IsClosed)
        {
            await invocation.Error.WriteLineAsync($"roundtable: That was the last token: the site refuses everybody now. {Reopen(service)}");
        }

        return ExitCode.Ok;
    }

    private static KeyRequest Request(Invocation invocation) => new()
    {
        Role = invocation.Parse.GetValue(_role),
        Purpose = invocation.Parse.GetValue(_purpose),
        Models = invocation.Parse.GetValue(_models),
        Uses = invocation.Parse.GetValue(_uses),
        DayBudget = invocation.Parse.GetValue(_day),
        MonthBudget = invocation.Parse.GetValue(_month),
        Rate = invocation.Parse.GetValue(_rate),
        Expires = invocation.Parse.GetValue(_expires),
        Permissions = invocation.Parse.GetValue(_allow),
    };

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static string Reopen(TokenService service) =>
        $"'roundtable tokens add NAME' lets somebody in; deleting {service.Location} lets whoever sits at this computer do everything again.";
}
