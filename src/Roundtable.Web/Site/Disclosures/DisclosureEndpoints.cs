using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Lineage;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Disclosures;

/// <summary>The pages of disclosures: published forms, commitments with their audits, attestations of files, and what changed from one to another.</summary>
public static class DisclosureEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/disclosures").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", ListAsync);
        pages.MapGet("/verify", (HttpContext context) => Page.Of<VerifyPage>(context));
        pages.MapGet("/{leaf:long}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, WorkspaceReader reader, string? owner, CancellationToken cancellation)
    {
        var rows = (await new DisclosureService(reader).ListAsync(owner, cancellation)).Select(static d => new DisclosureRow(d, d.Row()));
        var table = MemoryTable.Read(context.Request, DisclosureColumns.All, rows, "owner");
        return table.Download(context.Request, "disclosures") ?? Page.Of<DisclosuresPage>(context, ("Table", table), ("Owner", owner));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, WorkspaceReader reader, long leaf, long? since, CancellationToken cancellation)
    {
        var service = new DisclosureService(reader);
        try
        {
            var found = await service.FindAsync(leaf, cancellation);
            var changes = since is { } earlier
                ? await service.CompareAsync(Text(earlier), Text(leaf), cancellation) : null;
            return found.Document switch
            {
                RecordedDisclosure.OfForm => Page.Of<FormPage>(context, ("Disclosure", found), ("Changes", changes), ("Since", since)),
                RecordedDisclosure.OfAttestation => Page.Of<AttestationPage>(context, ("Disclosure", found), ("Changes", changes), ("Since", since)),
                _ => Page.Of<CommitmentPage>(context, ("Disclosure", found), ("Changes", changes), ("Since", since)),
            };
        }
        catch (WorkspaceException e)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such disclosure, or it cannot be compared."), e.Message);
        }
    }

    private static string Text(long leaf) => leaf.ToString(CultureInfo.InvariantCulture);
}
