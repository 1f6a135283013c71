using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Site.SignIn;

/// <summary>Where a browser gives its token. What it then keeps, in a cookie that no script can read, is not the token and ends on the server.</summary>
public static class SignInEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (HttpContext context) => Show(context, context.Request.Query["next"].ToString(), wrong: false)).AllowAnonymous();
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInPolicy);
        app.MapPost("/sign-out", (HttpContext context, SignIns signIns) =>
        {
            if (context.Request.Cookies[CallerAuthenticationHandler.Cookie] is { Length: > 0 } id)
            {
                signIns.End(id);
            }

            context.Response.Cookies.Delete(CallerAuthenticationHandler.Cookie);
            return Results.Redirect("/sign-in");
        }).AllowAnonymous();
    }

    /// <summary>The name of the limit on tries.</summary>
    public const string SignInPolicy = "sign-in";

    private static async Task<IResult> SignInAsync(
        HttpContext context, TokenFile tokens, SignIns signIns, AccessRules rules, TimeProvider time, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var (text, next, now) = (form["token"].ToString().Trim(), form["next"].ToString(), time.GetUtcNow());
        if (tokens.Authenticate(text, now) is not { } token)
        {
            return Show(context, next, wrong: true);
        }

        context.Response.Cookies.Append(CallerAuthenticationHandler.Cookie, signIns.Begin(token, now), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps || rules.PublicAddress?.Scheme == Uri.UriSchemeHttps, // TLS may end at a proxy
            MaxAge = SignIns.Lasting,
            IsEssential = true,
        });
        return Results.LocalRedirect(Local(next));
    }

    private static IResult Show(HttpContext context, string next, bool wrong) => Page.Bare<SignInPage>(
        context, wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK, ("Next", Local(next)), ("Wrong", wrong));

    /// <summary>A path of this site; nobody is redirected elsewhere.</summary>
    private static string Local(string next) =>
        next.StartsWith('/')
        && !next.StartsWith("//", StringComparison.Ordinal)
        && !next.StartsWith("/\\", StringComparison.Ordinal)
        && !next.Any(char.IsControl) ? next : "/";
}
