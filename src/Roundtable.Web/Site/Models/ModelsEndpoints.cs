using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Site.Models;

/// <summary>The page about models.</summary>
public static class ModelsEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/models", ShowAsync).RequireAuthorization(AccessPolicies.Reader);

    private static async Task<IResult> ShowAsync(HttpContext context, SessionLibrary sessions, AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return Page.Of<ModelsPage>(
            context,
            ("Figures", PanelFigures.Of(await sessions.SummariesAsync(cancellation))),
            ("Connections", (IReadOnlyList<(string, int, string?)>)[.. connections.Connections.Select(c => (c.Name, c.Models.Count, c.NotConnected))]));
    }
}
