using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>Finds out who makes each request, and turns away what no page of this site would send.</summary>
public sealed class CallerOf(RequestDelegate next, AccessRules rules, TokenFile tokens)
{
    /// <summary>The name of the cookie that holds a browser's token.</summary>
    public const string Cookie = "roundtable";

    private const string Bearer = "Bearer ";

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) => context.Items[typeof(Caller)] as Caller ?? Caller.Stranger;

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var caller = Find(context.Request);
        if (!rules.Answers(context.Request.Host.Value ?? "", known: caller.Role > Role.Stranger))
        {
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This site does not answer to that name.", "Use the address that 'roundtable serve' printed, or name it with --public-address.");
            return;
        }

        if (IsFromElsewhere(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "The request came from another site.", "Only this site's own pages may change anything. Programs that are no browsers send no Origin and no Sec-Fetch-Site.");
            return;
        }

        context.Items[typeof(Caller)] = caller;
        await next(context);
    }

    /// <summary>
    /// Cross-site request forgery: a browser says where a request comes from in Sec-Fetch-Site (W3C Fetch Metadata), older
    /// ones in Origin. What changes nothing may come from anywhere.
    /// </summary>
    private bool IsFromElsewhere(HttpRequest request)
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
                && (string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase) || string.Equals(from.Authority, rules.PublicAddress?.Authority, StringComparison.OrdinalIgnoreCase)));
    }

    private Caller Find(HttpRequest request)
    {
        var known = tokens.Tokens;
        var authorization = request.Headers.Authorization.ToString();
        var text = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Cookies[Cookie];
        if (text is { Length: > 0 } && known.FirstOrDefault(t => t.Digest == AccessToken.DigestOf(text)) is { } token)
        {
            return new Caller(token.Name, token.Role);
        }

        if (rules.ProxyHeader is { } header && request.Headers[header].ToString() is { Length: > 0 and <= 200 } user)
        {
            return new Caller(user, rules.ProxyRole);
        }

        return rules.IsLoopback && rules.ProxyHeader is null && known.Count == 0 ? Caller.Local : Caller.Stranger;
    }

    private static async Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
