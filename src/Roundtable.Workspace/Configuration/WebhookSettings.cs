using Roundtable.Terms.Yaml;

namespace Roundtable.Workspace.Configuration;

/// <summary>Where budgets that are nearly spent, or spent, are told.</summary>
/// <param name="Address">Where to: https, or http on this computer.</param>
/// <param name="SecretVariable">The environment variable with the secret that signs what is sent, <c>whsec_</c> and base64 as Standard Webhooks has it.</param>
/// <param name="AllowPrivate">Whether the address may be one of a private network.</param>
public sealed record WebhookSettings(Uri Address, string SecretVariable, bool AllowPrivate)
{
    /// <summary>Reads <c>webhook</c> of the gateway's settings; null where there is none, or it has errors.</summary>
    internal static WebhookSettings? Read(YamlMap gateway, List<YamlProblem> problems)
    {
        if (gateway.Node("webhook") is not { } node || YamlMap.Of(node, "'webhook'", problems) is not { } map)
        {
            return null;
        }

        var text = map.RequiredText("address");
        var isPrivate = map.Flag("allow_private") == true;
        var variable = map.RequiredText("secret_variable");
        if (variable is not null
            && (variable.Length is 0 or > 64 || char.IsAsciiDigit(variable[0]) || !variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
        {
            map.Problem(
                "secret_variable",
                "'secret_variable' takes the name of an environment variable, such as ROUNDTABLE_WEBHOOK_SECRET, and never the secret itself.");
        }

        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { UserInfo: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || isPrivate)));
        if (text is not null && !isAddress)
        {
            map.Problem("address", "'address' takes an https address without user and fragment; http only on this computer, or with 'allow_private: true'.");
        }

        map.End();
        return isAddress && variable is not null ? new WebhookSettings(address!, variable, isPrivate) : null;
    }
}
