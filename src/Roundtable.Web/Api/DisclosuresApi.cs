using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Web.Api;

/// <summary>Disclosures and audits of cut-offs over HTTP, as they are on the record. They are named by their leaves, and made with the command line.</summary>
public static class DisclosuresApi
{
    private static readonly ApiParameter _leaf = ApiParameter.Number("leaf", "The leaf of the form, the commitment or the attestation.", 0);

    private static readonly ApiParameter _since = ApiParameter.Number("since", "The leaf of the earlier one.", 0);

    private static readonly ApiParameter _audit = ApiParameter.Number("leaf", "The leaf of the report.", 0);

    /// <summary>Maps disclosures.</summary>
    public static void Map(RouteGroupBuilder disclosures)
    {
        disclosures.MapGet("", ListAsync)
            .Describe(new ApiOperation("listDisclosures", ApiTags.Disclosures)
            {
                Query = ListPage.Parameters,
                Answers = [ApiAnswer.Json("DisclosureList")],
                IsList = true,
            })
            .WithSummary("Published forms, commitments and attestations of files, newest first.");
        disclosures.MapGet("/{leaf}", ShowAsync)
            .Describe(new ApiOperation("getDisclosure", ApiTags.Disclosures)
            {
                Path = [_leaf],
                Answers = [ApiAnswer.Json("Disclosure")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("A published form, a commitment with the audits of its rows and what they found, or an attestation of files.");
        disclosures.MapGet("/{leaf}/changes", CompareAsync)
            .Describe(new ApiOperation("compareDisclosures", ApiTags.Disclosures)
            {
                Path = [_leaf],
                Query = [_since with { Required = true }],
                Answers = [ApiAnswer.Json("DisclosureChanges")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("What changed since an earlier form, commitment or attestation: as 'roundtable disclose diff --json'.");
    }

    /// <summary>Maps audits of cut-offs, for admins: reports name sessions, models and files of everybody.</summary>
    public static void MapAudits(RouteGroupBuilder audits)
    {
        audits.MapGet("", ListAuditsAsync)
            .Describe(new ApiOperation("listAudits", ApiTags.Disclosures)
            {
                Query = ListPage.Parameters,
                Answers = [ApiAnswer.Json("AuditList")],
                IsList = true,
            })
            .WithSummary("Audits of cut-offs, newest first.");
        audits.MapGet("/{leaf}", ShowAuditAsync)
            .Describe(new ApiOperation("getAudit", ApiTags.Disclosures)
            {
                Path = [_audit],
                Answers = [ApiAnswer.Json("Audit")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("The report of an audit of cut-offs: as 'roundtable audit cutoff --json'.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, WorkspaceReader reader, CancellationToken cancellation) =>
        ListPage.Of(context.Request).Answer(context, await new DisclosureService(reader).ListAsync(null, cancellation), d => d.Row());

    private static Task<IResult> ShowAsync(WorkspaceReader reader, int leaf, CancellationToken cancellation) =>
        AnswerAsync(async () => (await new DisclosureService(reader).FindAsync(leaf, cancellation)).Json());

    private static Task<IResult> CompareAsync(WorkspaceReader reader, int leaf, int since, CancellationToken cancellation) => AnswerAsync(async () =>
    {
        var changes = await new DisclosureService(reader).CompareAsync(Text(since), Text(leaf), cancellation);
        return new JsonObject { ["leaf"] = leaf, ["since"] = since, ["changes"] = Document.Array(changes, c => c.Json()) };
    });

    private static async Task<IResult> ListAuditsAsync(HttpContext context, WorkspaceReader reader, CancellationToken cancellation)
    {
        var page = ListPage.Of(context.Request);
        var (reports, total) = RecordedCutoff.List(await reader.OpenRegistryAsync(cancellation), page.Skip, page.Limit);
        return page.Answer(context, reports.Select(r => (JsonNode?)r.Row()), total);
    }

    private static Task<IResult> ShowAuditAsync(WorkspaceReader reader, int leaf, CancellationToken cancellation) => AnswerAsync(async () =>
        (await reader.TryOpenLogAsync(cancellation) is { } log ? RecordedCutoff.Read(log, leaf) : null)?.Json() ?? throw new WorkspaceException(
            ErrorKind.NotFound, FormattableString.Invariant($"Leaf {leaf} is no report of an audit of cut-offs.")));

    private static string Text(int leaf) => leaf.ToString(CultureInfo.InvariantCulture);

    private static async Task<IResult> AnswerAsync(Func<Task<JsonObject>> answer)
    {
        try
        {
            return Results.Text(Document.Line(await answer()), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
