using Microsoft.AspNetCore.Http;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Gateway;

/// <summary>Tells who calls the gateway: by a token where client libraries put their key, by the proxy's header, or because nobody but this computer can reach it.</summary>
/// <param name="rules">How a site tells who calls it.</param>
/// <param name="tokens">The tokens.</param>
public sealed class GatewayCaller(AccessRules rules, TokenFile tokens)
{
    private const string Bearer = "Bearer ";
    private const int MaxUserLength = 200;

    /// <summary>Who calls.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The caller, anonymous where it is not known, and its token as the file has it, or null.</returns>
    /// <exception cref="IOException">When the tokens cannot be read.</exception>
    public (Caller Caller, AccessToken? Token) Find(HttpRequest request)
    {
        var known = tokens.Tokens;
        if (TokenOf(request) is { } text)
        {
            var digest = AccessToken.DigestOf(text);
            foreach (var token in known)
            {
                if (token.Digest == digest)
                {
                    return (new Caller(token.Name, token.Role), token);
                }
            }

            return (Caller.Anonymous, null); // a token that was taken out opens nothing, not even where none is needed
        }

        if (rules.ProxyHeader is { } header && request.Headers[header].ToString() is { Length: > 0 and <= MaxUserLength } user)
        {
            return (new Caller(user, rules.ProxyRole), null);
        }

        return (!rules.IsForOthers && !tokens.AreRequired ? Caller.Local : Caller.Anonymous, null);
    }

    /// <summary>The token of this gateway that a request carries; null where it carries none.</summary>
    private static string? TokenOf(HttpRequest request)
    {
        if (request.Headers[GatewayHeaders.Key].ToString() is { Length: > 0 } own)
        {
            return own;
        }

        if (request.Headers[GatewayHeaders.ApiKey].ToString() is var key && IsToken(key))
        {
            return key;
        }

        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && authorization[Bearer.Length..].Trim() is var bearer && IsToken(bearer)
            ? bearer
            : null;
    }

    /// <summary>Whether a key is a token of this gateway, known or not. Such a key is never forwarded.</summary>
    public static bool IsToken(string key) => key.StartsWith(AccessToken.Prefix, StringComparison.Ordinal);
}
