using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Access;

/// <summary>Where others find a session that was shared.</summary>
public sealed class SharedAddress(Shares shares, AccessRules rules)
{
    /// <summary>The whole address of a session's link; null where it is private.</summary>
    public string? Of(string session, HttpRequest request) =>
        shares.LinkOf(session) is { } link ? $"{rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}"}/s/{link}" : null;
}
