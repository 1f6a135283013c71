using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Connections;

namespace Roundtable.Web.Site.Connecting;

/// <summary>The page that says which models can be asked, and what the others lack.</summary>
public static class ConnectingEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/connections", ShowAsync).RequireAuthorization(AccessPolicies.Asker);

    private static async Task<IResult> ShowAsync(HttpContext context, WorkspaceContext workspace, CancellationToken cancellation) =>
        Page.Of<ConnectionsPage>(
            context,
            ("Connections", (await ConnectionSet.LoadAsync(workspace, cancellation)).Connections),
            ("Configuration", workspace.ConfigurationFile));
}
