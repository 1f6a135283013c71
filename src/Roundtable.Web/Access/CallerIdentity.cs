using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>A caller as the principal of a request, and back.</summary>
public static class CallerIdentity
{
    /// <summary>Who makes a request; <see cref="Caller.Anonymous"/> where nobody was authenticated.</summary>
    public static Caller Of(HttpContext context) => Of(context.User);

    /// <summary>The caller of a principal; <see cref="Caller.Anonymous"/> where it has no name or no known role.</summary>
    public static Caller Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name }
        && Enum.TryParse<Role>(principal.FindFirst(ClaimTypes.Role)?.Value, out var role)
            ? new Caller(name, role)
            : Caller.Anonymous;

    /// <summary>The principal of a caller.</summary>
    /// <param name="caller">Who it is.</param>
    /// <param name="scheme">Name of the scheme that authenticated it.</param>
    public static ClaimsPrincipal Principal(Caller caller, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role.ToString())], scheme));
}
