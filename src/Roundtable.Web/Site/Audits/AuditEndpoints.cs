using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Lineage;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Audits;

/// <summary>The pages of audits of cut-offs, as their leaves have them: audits are made with the command line, because they read everything.</summary>
public static class AuditEndpoints
{
    private const int PageSize = 50;

    /// <summary>Maps them. Only an admin sees them: they name sessions, models and files of everybody.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/audits").RequireAuthorization(AccessPolicies.Admin);
        pages.MapGet("", ListAsync);
        pages.MapGet("/{leaf:long}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, WorkspaceReader reader, int? skip, CancellationToken cancellation)
    {
        var from = Math.Max(0, skip ?? 0);
        var (reports, total) = RecordedCutoff.List(await reader.OpenRegistryAsync(cancellation), from, PageSize);
        return Page.Of<CutoffsPage>(context, ("Reports", reports), ("Total", total), ("Next", from + reports.Count < total ? from + PageSize : (int?)null));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, WorkspaceReader reader, long leaf, CancellationToken cancellation) =>
        await reader.TryOpenLogAsync(cancellation) is { } log && RecordedCutoff.Read(log, leaf) is { } recorded
            ? Page.Of<CutoffPage>(context, ("Report", recorded.Report), ("Leaf", leaf))
            : Page.Problem(
                context,
                StatusCodes.Status404NotFound,
                TLater("There is no such audit."),
                TLater("'roundtable audit cutoff ORG' makes one and says which leaf it is."));
}
