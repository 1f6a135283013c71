using Microsoft.AspNetCore.Http;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Gateway;

/// <summary>
/// Tells who calls the gateway: by a token where client libraries put their key, by the proxy's header, or because nobody but this computer can reach it.
/// </summary>
/// <param name="rules">How a site tells who calls it.</param>
/// <param name="tokens">The tokens.</param>
/// <param name="time">The clock.</param>
public sealed class GatewayCaller(AccessRules rules, TokenFile tokens, TimeProvider time)
{
    private const int MaxUserLength = 200;

    /// <summary>Who calls.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The caller, anonymous where it is not known, and its token as the file has it, or null.</returns>
    /// <exception cref="IOException">When the tokens cannot be read.</exception>
    public (Caller Caller, AccessToken? Token) Find(HttpRequest request)
    {
        if (PresentedKey.Of(request) is { } presented)
        {
            // A token that was taken out opens nothing, not even where none is needed.
            if (tokens.Find(presented.Text) is not { } token)
            {
                return (Caller.Anonymous, null);
            }

            var now = time.GetUtcNow();
            if (!token.IsExpired(now))
            {
                tokens.Uses.Note(token, now);
            }

            return (new Caller(token.Name, token.Role), token);
        }

        if (rules.ProxyHeader is { } header && request.Headers[header].ToString() is { Length: > 0 and <= MaxUserLength } user)
        {
            return (new Caller(user, rules.ProxyRole), null);
        }

        return (!rules.IsForOthers && !tokens.AreRequired ? Caller.Local : Caller.Anonymous, null);
    }

    /// <summary>Whether a key is a token of this gateway, known or not. Such a key is never forwarded.</summary>
    public static bool IsToken(string key) => key.StartsWith(AccessToken.Prefix, StringComparison.Ordinal);
}
