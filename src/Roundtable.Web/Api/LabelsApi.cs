using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;

namespace Roundtable.Web.Api;

/// <summary>Labels of runs over HTTP.</summary>
public static class LabelsApi
{
    private static readonly ApiParameter _run = ApiParameter.Text("run", "The run's id.", 64) with { Pattern = "^[0-9A-Za-z-]{1,64}$" };

    /// <summary>Maps what readers may do.</summary>
    public static void MapReading(RouteGroupBuilder labels) =>
        labels.MapGet("/{run}", Answer)
            .Describe(new ApiOperation("getLabels", ApiTags.Gold)
            {
                Path = [_run],
                Answers = [ApiAnswer.Json("Labels")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("What a run of labels found, as 'roundtable label --show --json': shares or why there are none, rule, gain, seats.");

    private static IResult Answer(string run, WorkspaceContext workspace)
    {
        try
        {
            return Results.Text(Document.Line(Json(workspace, run)), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }

    /// <summary>The labels of a run for callers who may not see where its files are.</summary>
    /// <exception cref="WorkspaceException">When there is no such run, or it has no labels.</exception>
    internal static JsonObject Json(WorkspaceContext workspace, string run)
    {
        var json = LabelledRunJson.Of(LabelService.Find(workspace, run));
        json.Remove("folder");
        return json;
    }
}
