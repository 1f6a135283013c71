using System.Text;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Secrets;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>
/// The token that a request presents: in <c>x-roundtable-key</c>, as <c>Authorization: Bearer rt_…</c>, or as <c>x-api-key: rt_…</c>, which Anthropic's SDK
/// sends. With the first, Authorization and x-api-key are the caller's own at the provider.
/// </summary>
/// <param name="Text">The token's text as it was sent; nobody has checked it.</param>
/// <param name="Header">The header that it came in, which goes no further.</param>
public sealed record PresentedKey(string Text, string Header)
{
    /// <summary>The header that is nothing but ours.</summary>
    public const string OwnHeader = "x-roundtable-key";

    /// <summary>The header of Anthropic's API.</summary>
    public const string ApiKeyHeader = "x-api-key";

    private const string Authorization = "Authorization";

    private static readonly string[] _ofProviders = [Authorization, ApiKeyHeader, "x-goog-api-key", "api-key"];

    private const string Bearer = "Bearer ";

    /// <summary>
    /// The token of a request; null where it presents none. A key of another system, which does not begin like a token, is none and is not looked at.
    /// </summary>
    public static PresentedKey? Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue(OwnHeader, out var own))
        {
            // Who sends it means it: an empty or a wrong one is not made up for by another header.
            return new PresentedKey(own.ToString().Trim(), OwnHeader);
        }

        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && authorization[Bearer.Length..].Trim() is var bearer && IsToken(bearer))
        {
            return new PresentedKey(bearer, Authorization);
        }

        var key = request.Headers[ApiKeyHeader].ToString().Trim();
        return IsToken(key) ? new PresentedKey(key, ApiKeyHeader) : null;
    }

    /// <summary>Keys of other systems that a request carries, in the headers that providers read them from.</summary>
    public static IReadOnlyList<KnownSecret> OfProvider(HttpRequest request)
    {
        List<KnownSecret>? keys = null;
        foreach (var header in _ofProviders)
        {
            if (request.Headers[header].ToString().Split(' ')[^1] is { Length: > 0 } key && !IsToken(key))
            {
                (keys ??= []).Add(new KnownSecret($"the caller's key in {header}", Encoding.UTF8.GetBytes(key)));
            }
        }

        return keys ?? [];
    }

    private static bool IsToken(string text) => text.StartsWith(AccessToken.Prefix, StringComparison.Ordinal);
}
