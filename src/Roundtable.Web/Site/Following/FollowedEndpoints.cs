using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Following;

namespace Roundtable.Web.Site.Following;

/// <summary>The page about others' logs.</summary>
public static class FollowedEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/followed", Show).RequireAuthorization(AccessPolicies.Reader);

    private static IResult Show(HttpContext context, WorkspaceContext workspace) =>
        Page.Of<FollowedPage>(context, ("Logs", new FollowService(workspace).List()));
}
