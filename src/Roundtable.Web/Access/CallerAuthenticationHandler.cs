using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Access;

/// <summary>
/// Tells who makes a request: by a token in a header (<see cref="PresentedKey"/>), by the cookie of a browser that signed in (<see cref="SignIns"/>), by the
/// header of the reverse proxy, or because nobody but this computer can reach a site that never had tokens.
/// </summary>
public sealed class CallerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder,
    AccessRules rules,
    TokenFile tokens,
    SignIns signIns) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "caller";

    /// <summary>Name of the cookie by which a browser that signed in is known. It holds no token.</summary>
    public const string Cookie = "roundtable";

    private const int MaxUserLength = 200;

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Find() is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(CallerIdentity.Principal(caller, SchemeName), SchemeName))
            : AuthenticateResult.NoResult());

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // Where something is in public, that is what a stranger comes for; who belongs here signs in from there.
            var isPublic = Request.Path == "/" && Context.RequestServices.GetService<Gallery>()?.Entries().Count > 0;
            Response.Redirect(isPublic ? "/gallery" : "/sign-in?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer realm=\"roundtable\"";
        return Results.Problem(
            "Send a token as 'Authorization: Bearer …'; 'roundtable tokens add' creates one.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "Authentication is required.").ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = CallerIdentity.Of(Context);
        var required = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault()?.Policy;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"roundtable\"";
        return Results.Problem(
            $"The role {required} is required; the role of {caller.Name} is {caller.Role.ToString().ToLowerInvariant()}.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "The caller's role does not allow it.").ExecuteAsync(Context);
    }

    private Caller? Find()
    {
        var now = TimeProvider.GetUtcNow();
        var token = PresentedKey.Of(Request) is { } presented ? tokens.Authenticate(presented.Text, now)
            : Request.Cookies[Cookie] is { Length: > 0 } cookie ? signIns.Find(cookie, now) : null;
        if (token is not null)
        {
            tokens.Uses.Note(token, now);
            return new Caller(token.Name, token.Role);
        }

        if (rules.ProxyHeader is { } header && Request.Headers[header].ToString() is { Length: > 0 and <= MaxUserLength } user)
        {
            return new Caller(user, rules.ProxyRole);
        }

        return !rules.IsForOthers && !tokens.AreRequired ? Caller.Local : null;
    }
}
