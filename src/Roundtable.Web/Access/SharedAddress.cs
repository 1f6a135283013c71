using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Access;

/// <summary>Where others find a session that was shared.</summary>
public sealed class SharedAddress(Shares shares, AccessRules rules)
{
    /// <summary>The whole address of a session's link; null where it is private.</summary>
    public string? Of(string session, HttpRequest request) =>
        shares.LinkOf(session) is { } link ? OfLink(link, request) : null;

    /// <summary>The whole address of a link.</summary>
    public string OfLink(string link, HttpRequest request) => $"{Site(request)}/s/{link}";

    /// <summary>The address of the page to embed, of a link's whole address.</summary>
    public static string Embedded(string address)
    {
        var at = address.LastIndexOf("/s/", StringComparison.Ordinal);
        return $"{address[..at]}/embed/{address[(at + 3)..]}";
    }

    /// <summary>The site's own address as others see it, without a slash at the end.</summary>
    public string Site(HttpRequest request) => rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
}
