using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Watching;

namespace Roundtable.Web.Api;

/// <summary>What watching found, over HTTP. No words of a prompt are in it.</summary>
public static class WatchApi
{
    private static readonly ApiParameter _id = ApiParameter.Text("id", "The finding's id.");

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder findings)
    {
        findings.MapGet("", ListAsync)
            .Describe(new ApiOperation("listFindings", ApiTags.Watch) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("FindingList")], IsList = true })
            .WithSummary("Findings of 'roundtable watch', newest report first.");
        findings.MapGet("/{id}", ShowAsync)
            .Describe(new ApiOperation("getFinding", ApiTags.Watch)
            {
                Path = [_id],
                Answers = [ApiAnswer.Json("Finding")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("A finding with its evidence, error rates, innocent explanations, appeals, and who looked at its prompts: as 'roundtable watch "
                + "show --json'.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, WorkspaceReader reader, CancellationToken cancellation) =>
        ListPage.Of(context.Request).Answer(context, (await WatchRecords.ReadAsync(reader, cancellation)).Findings, f => (JsonNode)f.Row());

    private static async Task<IResult> ShowAsync(WorkspaceReader reader, string id, CancellationToken cancellation)
    {
        try
        {
            return Results.Text(Document.Line((await WatchRecords.ReadAsync(reader, cancellation)).Find(id).Json()), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
