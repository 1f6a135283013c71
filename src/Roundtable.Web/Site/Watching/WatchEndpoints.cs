using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Watching;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Watching;

/// <summary>The pages about what watching found. Only an admin sees them: they name callers. Prompts are shown by the command line, which asks why.</summary>
public static class WatchEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/watch").RequireAuthorization(AccessPolicies.Admin);
        pages.MapGet("", (HttpContext context, WorkspaceReader reader, CancellationToken cancellation) => Shown(
            context, reader, records => Page.Of<FindingsPage>(context, ("Findings", records.Findings)), cancellation));
        pages.MapGet("/{id}", (HttpContext context, WorkspaceReader reader, string id, CancellationToken cancellation) => Shown(
            context, reader, records => Page.Of<FindingPage>(context, ("Watched", records.Find(id))), cancellation));
        pages.MapGet("/appeals/{leaf:long}", (HttpContext context, WorkspaceReader reader, long leaf, CancellationToken cancellation) => Shown(
            context, reader, records => Page.Of<AppealPage>(context, ("Appeal", records.Appeal(leaf)),
                ("Watched", records.Find(records.Appeal(leaf).Finding))), cancellation));
    }

    private static async Task<IResult> Shown(HttpContext context, WorkspaceReader reader, Func<WatchRecords, IResult> page, CancellationToken cancellation)
    {
        try
        {
            return page(await WatchRecords.ReadAsync(reader, cancellation));
        }
        catch (WorkspaceException e) when (e.Kind is ErrorKind.NotFound)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such finding or appeal."), e.Message);
        }
    }
}
