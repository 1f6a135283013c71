using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Roundtable.Models.Providers;
using Roundtable.Web.Access;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>
/// Takes the requests that are the gateway's before anything of the site sees them: the site's headers, limits, compression and pages are not for them.
/// </summary>
public sealed class GatewayMiddleware(
    RequestDelegate next, GatewayConfiguration configuration, GatewayCaller callers, AccessRules rules, GatewayCalls calls)
{
    private const string PanelsSegment = "v1";

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var first = FirstSegment(context.Request.Path.Value);
        return first.IsEmpty || GatewayNames.IsSite(first) ? next(context) : InvokeAsync(context, first.ToString());
    }

    private async Task InvokeAsync(HttpContext context, string first)
    {
        var isPanels = first == PanelsSegment;
        GatewayConfiguration.Snapshot settings;
        try
        {
            settings = await configuration.CurrentAsync(context.RequestAborted);
        }
        catch (WorkspaceException e)
        {
            await ProviderErrors.WriteAsync(context, ApiKind.OpenAI, StatusCodes.Status503ServiceUnavailable, "configuration_invalid", e.Message);
            return;
        }

        var upstream = isPanels ? Upstream.PanelsFor(KindOf(context.Request)) : settings.Settings.Upstreams.GetValueOrDefault(first);
        if (upstream is null)
        {
            await next(context);
            return;
        }

        if (Target(context) is not { } target || Read(upstream, context.Request.Method, target, isPanels) is not { } route)
        {
            await ProviderErrors.WriteAsync(
                context,
                upstream.Kind,
                StatusCodes.Status404NotFound,
                "path_not_found",
                upstream.IsVersioned
                    ? $"Paths of this gateway begin with /{upstream.Name}/v1/ and are written without empty or dot segments and without "
                        + "needless percent-encoding."
                    : $"Paths of this gateway begin with /{(isPanels ? "v1" : upstream.Name)}/ and are written without empty or dot segments and without "
                        + "needless percent-encoding.");
            return;
        }

        if (Refusal(context, upstream, out var caller, out var token) is { } refusal)
        {
            await ProviderErrors.WriteAsync(context, upstream.Kind, refusal.Status, refusal.Code, refusal.Message);
            return;
        }

        await calls.RunAsync(context, settings, route, caller, token);
    }

    /// <summary>The wire format of a request to panels: Anthropic's libraries state the version of its API with every request.</summary>
    private static ApiKind KindOf(HttpRequest request) =>
        request.Headers.ContainsKey("anthropic-version") || request.Path.StartsWithSegments("/v1/messages", StringComparison.Ordinal)
            ? ApiKind.Anthropic
            : ApiKind.OpenAI;

    private static ReadOnlySpan<char> FirstSegment(string? path)
    {
        if (path is not ['/', ..])
        {
            return [];
        }

        var rest = path.AsSpan(1);
        var end = rest.IndexOf('/');
        return end < 0 ? [] : rest[..end];
    }

    /// <summary>The path as it came, undecoded; null where the request line has none.</summary>
    private static string? Target(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (raw is not ['/', ..])
        {
            return null;
        }

        var query = raw.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? raw : raw[..query];
    }

    private static GatewayPath? Read(Upstream upstream, string method, string target, bool isPanels) => isPanels
        ? GatewayPath.ParsePanels(upstream, method, target)
        : target.AsSpan(1).StartsWith(upstream.Name, StringComparison.Ordinal) ? GatewayPath.Parse(upstream, method, target) : null;

    private Admission.Refused? Refusal(HttpContext context, Upstream upstream, out Caller caller, out AccessToken? token)
    {
        try
        {
            (caller, token) = callers.Find(context.Request);
        }
        catch (Exception e) when (e is IOException or WorkspaceException)
        {
            (caller, token) = (Caller.Anonymous, null);
            return new(
                StatusCodes.Status503ServiceUnavailable, "tokens_unreadable", "The tokens of this gateway cannot be read now, so that nobody is let in.");
        }

        if (!rules.Answers(context.Request.Host.Value ?? "", known: caller.Role > Role.Anonymous))
        {
            return new(
                StatusCodes.Status421MisdirectedRequest,
                "host_unknown",
                "This gateway does not answer to that host name: use the address that it printed when it started, or configure the name with "
                    + "--public-address.");
        }

        if (RequestOriginMiddleware.IsCrossSite(context.Request, rules))
        {
            return new(StatusCodes.Status403Forbidden, "cross_site", "The request came from a page of another site, which may not use this gateway.");
        }

        return context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
            || HttpMethods.IsConnect(context.Request.Method)
            ? new(
                StatusCodes.Status400BadRequest,
                "websocket_unsupported",
                $"The gateway forwards HTTP requests and no WebSocket: what passes through one could not be held until it is recorded. Use {upstream.Name}'s "
                    + "HTTP API, or connect to it directly.")
            : null;
    }
}
