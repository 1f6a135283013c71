using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;

namespace Roundtable.Web.Api;

/// <summary>Benches over HTTP, as <c>roundtable bench list</c> and <c>show</c>.</summary>
public static class BenchesApi
{
    private static readonly ApiParameter _id = ApiParameter.Text("id", "The bench's id.", 14) with { Pattern = "^[0-9a-z]{1,14}$" };

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder benches)
    {
        benches.MapGet("", List)
            .Describe(new ApiOperation("listBenches", ApiTags.Runs) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("BenchList")], IsList = true })
            .WithSummary("The benches, newest first: as 'roundtable bench list --json'.");
        benches.MapGet("/{id}", Fetch)
            .Describe(new ApiOperation("getBench", ApiTags.Runs)
            {
                Path = [_id],
                Answers = [ApiAnswer.Json("Bench")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("One bench with its report: as 'roundtable bench show --json'.");
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace) =>
        ListPage.Of(context.Request).Answer(context, new BenchService(workspace).List(), b => (JsonNode)BenchLine.Of(b));

    private static IResult Fetch(WorkspaceContext workspace, string id)
    {
        try
        {
            return new BenchStore(workspace).ById(id) is { } folder
                ? Results.Text(JsonSerializer.Serialize(folder.Read(), BenchJson.Default.BenchDocument), "application/json")
                : Results.Problem("There is no such bench.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
