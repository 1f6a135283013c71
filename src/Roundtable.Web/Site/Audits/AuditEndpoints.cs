using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Web.Site.Audits;

/// <summary>The page of an audit of cut-offs, as its leaf has it: audits are made with the command line, because they read everything.</summary>
public static class AuditEndpoints
{
    /// <summary>Maps it. Only an admin sees it: it names sessions, models and files of everybody.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/audits/{leaf:long}", ShowAsync).RequireAuthorization(AccessPolicies.Admin);

    private static async Task<IResult> ShowAsync(HttpContext context, WorkspaceReader reader, long leaf, CancellationToken cancellation) =>
        await reader.TryOpenLogAsync(cancellation) is { } log && Read(log, leaf) is { } report
            ? Page.Of<CutoffPage>(context, ("Report", report), ("Leaf", leaf))
            : Page.Problem(
                context,
                StatusCodes.Status404NotFound,
                "There is no such audit.",
                "'roundtable audit cutoff ORG' makes one and says which leaf it is.");

    private static JsonElement? Read(LogStore log, long index)
    {
        if (index < 0 || index >= log.Head.Size)
        {
            return null;
        }

        var leaf = RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span);
        if (leaf.Kind != LeafKind.Ruling || leaf.Document is not { } digest || log.Content(digest) is not { } document)
        {
            return null;
        }

        var json = JsonElement.Parse(document);
        return json.TryGetProperty("format"u8, out var format) && format.GetString() == CutoffJson.Format ? json : null;
    }
}
