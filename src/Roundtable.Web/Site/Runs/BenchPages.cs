using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Runs;

/// <summary>The pages about benches: a report with its pictures, and two compared.</summary>
internal static class BenchPages
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/benches").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", () => Results.LocalRedirect("/runs#benches"));
        pages.MapGet("/compare", CompareAsync);
        pages.MapGet("/{id}", Show);
    }

    private static IResult Show(HttpContext context, WorkspaceContext workspace, string id) =>
        Find(workspace, id) is not { } bench ? None(context)
            : Page.Of<BenchPage>(
                context,
                ("Bench", bench),
                ("Others", (IReadOnlyList<BenchDocument>)[.. new BenchService(workspace).List().Where(b => b.Id != bench.Id)]));

    private static async Task<IResult> CompareAsync(
        HttpContext context, WorkspaceContext workspace, string? first, string? second, CancellationToken cancellation)
    {
        if (first is null || second is null)
        {
            return Page.Problem(
                context, StatusCodes.Status400BadRequest, TLater("Choose two benches."),
                    TLater("Mark one as the first and one as the second in the list of runs."));
        }

        if (Find(workspace, first) is not { } one || Find(workspace, second) is not { } two)
        {
            return None(context);
        }

        try
        {
            var compared = await Task.Run(() => new BenchService(workspace).Compare(one.Id, two.Id), cancellation);
            return Page.Of<BenchComparePage>(context, ("First", one), ("Second", two), ("Compared", compared));
        }
        catch (WorkspaceException e)
        {
            return Page.Problem(context, StatusCodes.Status409Conflict, TLater("The benches cannot be compared."), e.Message);
        }
    }

    private static BenchDocument? Find(WorkspaceContext workspace, string id)
    {
        try
        {
            return new BenchStore(workspace).ById(id)?.Read();
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    private static IResult None(HttpContext context) => Page.Problem(
        context, StatusCodes.Status404NotFound, TLater("There is no such bench."), TLater("It may have been deleted. The list of runs shows the benches."));
}
