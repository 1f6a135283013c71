using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>Says of an endpoint who may call it.</summary>
public static class Requires
{
    /// <summary>Callers of a lesser role are asked for a token.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoints, Role role)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.AddEndpointFilterFactory((_, next) => context =>
        {
            var caller = CallerOf.Of(context.HttpContext);
            return caller.Role >= role ? next(context) : ValueTask.FromResult<object?>(Refusal(context.HttpContext, caller, role));
        });
        return endpoints;
    }

    private static IResult Refusal(HttpContext context, Caller caller, Role role)
    {
        if (caller.Role == Role.Stranger && HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return Results.Redirect("/sign-in?next=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
        }

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"roundtable\"";
        return caller.Role == Role.Stranger
            ? Results.Problem("Send a token as 'Authorization: Bearer …'; 'roundtable tokens add' makes one.", statusCode: StatusCodes.Status401Unauthorized, title: "Who is calling?")
            : Results.Problem($"It takes the role {role.ToString().ToLowerInvariant()}; {caller.Name} is {caller.Role.ToString().ToLowerInvariant()}.", statusCode: StatusCodes.Status403Forbidden, title: "This caller may not do that.");
    }
}
