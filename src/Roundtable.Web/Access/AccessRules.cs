using System.Net;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>How a site tells who calls it.</summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="PublicAddress">The address under which others reach it, or null.</param>
/// <param name="ProxyHeader">The header in which a reverse proxy names the user, or null.</param>
/// <param name="ProxyRole">What users may do whom the proxy names.</param>
public sealed record AccessRules(IPEndPoint Endpoint, Uri? PublicAddress, string? ProxyHeader, Role ProxyRole)
{
    /// <summary>Whether nobody but this computer can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Endpoint.Address);

    /// <summary>Whether others are meant to reach it: from other computers, or through a proxy on this one that forwards a public address.</summary>
    public bool IsForOthers => !IsLoopback || ProxyHeader is not null || PublicAddress is { IsLoopback: false };

    /// <summary>Refuses to be open to others without a way to tell who they are.</summary>
    /// <exception cref="WorkspaceException">When the site would be.</exception>
    public void Check(TokenFile tokens)
    {
        if (IsForOthers && ProxyHeader is null && tokens.Tokens.Count == 0)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"Others can reach {(IsLoopback ? PublicAddress!.Authority : Endpoint)}, and "
                + "no token exists to authenticate them. Create one with 'roundtable tokens add NAME "
                + "--role asker', or put a reverse proxy that authenticates in front of it and name its header with --proxy-user.");
        }
    }

    /// <summary>
    /// Whether a request's Host is a name of this site. A page elsewhere can make its own name point to this computer (DNS
    /// rebinding); its requests say that name.
    /// </summary>
    public bool Answers(string host, bool known)
    {
        var name = host.StartsWith('[') ? host[..(host.IndexOf(']', StringComparison.Ordinal) + 1)] : host.Split(':')[0];
        return name is "localhost" or "127.0.0.1" or "[::1]"
            || string.Equals(name, PublicAddress?.Host, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && address.Equals(Endpoint.Address))
            || (known && !IsLoopback && PublicAddress is null);
    }
}
