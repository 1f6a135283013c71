using System.Globalization;
using Microsoft.AspNetCore.Http;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Mcp;

/// <summary>Whose calls a server of the protocol answers, and how they come.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Site">Address of the site without a slash at its end, for links; null on standard input and output.</param>
/// <param name="From">The network address from which the calls come; empty on standard input and output.</param>
/// <param name="ClosingCancels">
/// Whether a connection that closes during a call means that the call is cancelled. Revisions of the protocol before 2026-07-28 say that it does not:
/// there a notification cancels.
/// </param>
public sealed record McpConnection(Caller Caller, string? Site, string From, bool ClosingCancels)
{
    private const string VersionHeader = "MCP-Protocol-Version";

    private static readonly DateOnly _cancelledByClosing = new(2026, 7, 28);

    /// <summary>Standard input and output of a program of this computer's user.</summary>
    public static McpConnection Local { get; } = new(Caller.Local, null, "", ClosingCancels: true);

    /// <summary>The connection of a request.</summary>
    public static McpConnection Of(HttpContext context, AccessRules rules) => new(
        CallerIdentity.Of(context),
        rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}",
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        DateOnly.TryParseExact(context.Request.Headers[VersionHeader], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var version)
            && version >= _cancelledByClosing);
}
