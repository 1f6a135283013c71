using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>
/// Refuses requests under a Host name that is not this site's (DNS rebinding), and changes that a page of another site asks for
/// (cross-site request forgery). It runs after authentication, since a known caller may use a name that was not configured.
/// </summary>
public sealed partial class RequestOriginMiddleware(RequestDelegate next, AccessRules rules, ILogger<RequestOriginMiddleware> logger)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AnyHost>() is null
            && !rules.Answers(context.Request.Host.Value ?? "", known: CallerIdentity.Of(context).Role > Role.Anonymous))
        {
            HostRefused(logger, context.Request.Path);
            await RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "This site does not answer to that host name.",
                "Use the address that 'roundtable serve' printed, or configure the name with --public-address.");
        }
        else if (IsCrossSite(context.Request, rules))
        {
            CrossSiteRefused(logger, context.Request.Method, context.Request.Path);
            await RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "The request came from another site.",
                "Only this site's own pages may change anything. Programs that are not browsers send neither Origin nor Sec-Fetch-Site.");
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>
    /// Whether a change is asked for by a page of another site. A browser states the origin in Sec-Fetch-Site (W3C Fetch Metadata),
    /// older ones in Origin. Requests that change nothing may come from anywhere.
    /// </summary>
    internal static bool IsCrossSite(HttpRequest request, AccessRules rules)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is not ("same-origin" or "none");
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && (string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(from.Authority, rules.PublicAddress?.Authority, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Request to {Path} refused: its Host is not a name of this site.")]
    private static partial void HostRefused(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} refused: a page of another site sent it.")]
    private static partial void CrossSiteRefused(ILogger logger, string method, string path);

    /// <summary>Metadata of endpoints that answer under any Host name, because they reveal nothing: probes use the address of a container.</summary>
    public sealed record AnyHost;
}
